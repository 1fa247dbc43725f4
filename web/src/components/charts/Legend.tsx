import { flagsOf } from './events';
import { readingOf } from './scale';
import type { Axis, ChartProps, Mark } from './types';

interface Props extends Pick<ChartProps, 'series' | 'x' | 'y'> {
  marks: readonly Mark[];
  /** Where the chart is read. */
  cursor: number | undefined;
}

/** How many marks are told below a chart; the table has all. */
const maxMarks = 8;

/** Which curve is which, and what each has where the chart is read; and what its numbers mark. */
export function Legend({ series, x, y, marks, cursor }: Props) {
  return (
    <>
      <ul className="chart-legend">
        {series.map((one) => (
          <li key={`${one.name} ${one.dimmed ? 'dimmed' : ''}`}>
            <svg width={30} height={10} aria-hidden="true">
              <path
                className={`chart-curve chart-${one.tone} ${one.dimmed ? 'chart-dimmed' : ''}`}
                d="M0 5H30"
              />
            </svg>
            {one.name}
            {cursor !== undefined && <b>{readingOf(one, cursor, y)}</b>}
          </li>
        ))}
      </ul>
      {marks.length > 0 && <Marks marks={marks} x={x} />}
    </>
  );
}

function Marks({ marks, x }: { marks: readonly Mark[]; x: Axis }) {
  const flags = flagsOf(marks);
  const more = flags.length - maxMarks;
  return (
    <ol className="chart-legend chart-marks" aria-label="Marks in the chart">
      {flags.slice(0, maxMarks).map(({ at, words }, index) => (
        <li key={at}>
          <b aria-hidden="true">{index + 1}</b>
          {words}, {x.format(at)}
        </li>
      ))}
      {more > 0 && <li>{more} more in the table</li>}
    </ol>
  );
}
