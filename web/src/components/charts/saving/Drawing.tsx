import { flagsOf } from '../events';
import { frameOf } from '../frame';
import { Plot } from '../Plot';
import { viewOf } from '../scale';
import type { DrawnChart } from './drawn';

const width = 960;
const side = 16;
const line = 20;
const letter = 7;

interface Entry {
  text: string;
  stroke: string | undefined;
}

/** A chart as one drawing that stands alone: with its name, units, the names of its curves and what its numbers mark. */
export function Drawing({ chart }: { chart: DrawnChart }) {
  const { label, series, x, y, marks, height = 240 } = chart;
  const view = viewOf(chart);
  const inner = width - 2 * side;
  const frame = frameOf(chart, view, inner, height + 120);
  const top = 52;
  const names = placed(
    series.map(({ name, tone, dimmed }) => ({
      text: name,
      stroke: `chart-curve chart-${tone} ${dimmed ? 'chart-dimmed' : ''}`,
    })),
    inner,
  );
  const flags = flagsOf(marks).map(({ at, words }, index) => ({
    text: `${index + 1}  ${words}, ${x.format(at)}`,
    stroke: undefined,
  }));
  const legend = top + frame.height + line;
  const rows = (names.at(-1)?.row ?? 0) + 1;
  const all = legend + (rows + flags.length) * line + side / 2;
  return (
    <svg className="chart-drawing" width={width} height={all} viewBox={`0 0 ${width} ${all}`}>
      <title>{label}</title>
      <path className="chart-ground" d={`M0 0H${width}V${all}H0Z`} />
      <text className="chart-title" x={side} y={24}>
        {label}
      </text>
      <text x={side} y={44}>
        {y.label}
      </text>
      <text x={width - side - 14} y={44} textAnchor="end">
        {x.label}
      </text>
      <g transform={`translate(${side} ${top})`}>
        <Plot {...chart} frame={frame} view={view} />
      </g>
      {names.map(({ text, stroke, left, row }, index) => (
        <g key={index} transform={`translate(${side + left} ${legend + row * line})`}>
          <path className={stroke} d="M0 -4H30" />
          <text x={36}>{text}</text>
        </g>
      ))}
      {flags.map(({ text }, index) => (
        <text key={index} x={side} y={legend + (rows + index) * line}>
          {text}
        </text>
      ))}
    </svg>
  );
}

/** One beside the other, in as many rows as they need. */
function placed(entries: readonly Entry[], room: number) {
  let left = 0;
  let row = 0;
  return entries.map((entry) => {
    const length = 36 + entry.text.length * letter + 20;
    if (left > 0 && left + length > room) [left, row] = [0, row + 1];
    const at = { ...entry, left, row };
    left += length;
    return at;
  });
}
