import { readingOf } from './scale';
import type { ChartProps } from './types';

interface Props extends Pick<ChartProps, 'series' | 'y'> {
  /** Where the chart is read. */
  cursor: number | undefined;
}

/** Which curve is which, and what each has where the chart is read. */
export function Legend({ series, y, cursor }: Props) {
  return (
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
  );
}
