import { useId, useState } from 'react';
import '@/components/charts/charts.css';
import { margin } from '@/components/charts/path';
import { useWidth } from '@/components/charts/useWidth';
import { placeOn, tickLabel, ticksOf, type Axis } from './axis';
import { Reader } from './Reader';
import './study.css';

/** One level of the factor, and what the seeds come to there. */
export interface Column {
  name: string;
  /** Nothing where there is no such figure. */
  figure: { low: number; middle: number; high: number } | undefined;
  /** Whether every objective is met there. */
  meets: boolean;
  /** All of it in words. */
  words: string;
}

interface Props {
  label: string;
  description: string;
  /** What is measured, and what the levels are of. */
  units: { y: string; x: string };
  columns: readonly Column[];
  axis: Axis;
  /** Whether the levels have an order: then a line goes from one to the next. */
  ordered: boolean;
  /** What was asked for. */
  target: { name: string; y: number } | undefined;
  legend: { middle: string; band: string };
  onOpen: (column: number) => void;
}

const height = 280;

/** Where the seeds lie, level by level: the middle as a line, most of them as a band around it. */
export function BandChart(props: Props) {
  const { label, description, units, columns, axis, ordered, target, legend, onOpen } = props;
  const described = useId();
  const [width, measured] = useWidth(600);
  const [at, setAt] = useState<number>();
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const each = (right - margin.left) / Math.max(1, columns.length);
  const across = (column: number) => margin.left + (column + 0.5) * each;
  const up = (y: number) => bottom - placeOn(axis, y) * (bottom - margin.top);
  const longest = columns.reduce((most, { name }) => Math.max(most, name.length), 1);
  const every = Math.max(1, Math.ceil((7 * longest + 14) / each));
  const read = at === undefined ? undefined : columns[at];
  return (
    <figure className="chart">
      <div className="chart-units" aria-hidden="true">
        <span>{units.y}</span>
        <span>{read ? read.words : units.x}</span>
      </div>
      <div className="chart-plot" ref={measured}>
        <svg width={width} height={height} role="img" aria-label={label} aria-describedby={described}>
          <desc id={described}>{description}</desc>
          {ticksOf(axis).map((y) => (
            <g key={y} className="chart-tick">
              <path d={`M${margin.left} ${up(y)}H${right}`} />
              <text x={margin.left - 8} y={up(y)} dy="0.35em" textAnchor="end">
                {tickLabel(axis, y)}
              </text>
            </g>
          ))}
          {columns.map(({ name }, i) =>
            i % every === 0 ? (
              <text key={name} x={across(i)} y={height - 6} textAnchor="middle">
                {name}
              </text>
            ) : null,
          )}
          {ordered && <path className="band-area" d={areaOf(columns, across, up)} />}
          {target && target.y <= axis.high && (
            <>
              <path className="chart-target" d={`M${margin.left} ${up(target.y)}H${right}`} />
              <text className="chart-name" x={right} y={up(target.y) - 5} textAnchor="end">
                {target.name}
              </text>
            </>
          )}
          {ordered && <path className="chart-curve chart-first" d={lineOf(columns, across, up)} />}
          {columns.map(({ name, figure, meets }, i) =>
            figure ? (
              <g key={name}>
                <path className="band-whisker" d={`M${across(i)} ${up(figure.low)}V${up(figure.high)}`} />
                <circle
                  className={meets ? 'point-dot point-meets' : 'point-dot'}
                  cx={across(i)}
                  cy={up(figure.middle)}
                  r={columns.length > 60 ? 2 : 4}
                />
              </g>
            ) : null,
          )}
          {at !== undefined && <path className="chart-cursor" d={`M${across(at)} ${margin.top}V${bottom}`} />}
        </svg>
        <Reader
          label={label}
          count={columns.length}
          at={at}
          onRead={setAt}
          words={(column) => columns[column]?.words ?? ''}
          nearest={(x) => Math.min(columns.length - 1, Math.max(0, Math.floor(x * columns.length)))}
          onOpen={onOpen}
          style={{
            insetInlineStart: margin.left,
            insetInlineEnd: margin.right,
            insetBlockEnd: margin.bottom,
          }}
        />
      </div>
      <ul className="chart-legend">
        <li>
          <svg width={30} height={10} aria-hidden="true">
            <path className="chart-curve chart-first" d="M0 5H30" />
          </svg>
          {legend.middle}
        </li>
        <li>
          <svg width={30} height={10} aria-hidden="true">
            <path className="band-area" d="M0 0H30V10H0Z" />
          </svg>
          {legend.band}
        </li>
        <MeetsKey shown={columns.some(({ meets }) => meets)} />
      </ul>
    </figure>
  );
}

/** What a filled dot says, where there is one. */
export function MeetsKey({ shown }: { shown: boolean }) {
  return shown ? (
    <li>
      <svg width={12} height={12} aria-hidden="true">
        <circle className="point-dot point-meets" cx={6} cy={6} r={4} />
      </svg>
      filled: every objective is met
    </li>
  ) : null;
}

type Scale = (value: number) => number;

/** The columns beside each other that have figures; a gap begins another stretch. */
function stretches(
  columns: readonly Column[],
): { column: number; low: number; middle: number; high: number }[][] {
  const out: { column: number; low: number; middle: number; high: number }[][] = [];
  let open = false;
  columns.forEach(({ figure }, column) => {
    if (!figure) {
      open = false;
      return;
    }
    if (!open) out.push([]);
    open = true;
    out.at(-1)?.push({ column, ...figure });
  });
  return out;
}

function areaOf(columns: readonly Column[], across: Scale, up: Scale): string {
  return stretches(columns)
    .map((stretch) => {
      const there = stretch.map(({ column, low }) => `${across(column)} ${up(low)}`);
      const back = stretch.map(({ column, high }) => `${across(column)} ${up(high)}`).reverse();
      return `M${[...there, ...back].join('L')}Z`;
    })
    .join('');
}

function lineOf(columns: readonly Column[], across: Scale, up: Scale): string {
  return stretches(columns)
    .map((stretch) => `M${stretch.map(({ column, middle }) => `${across(column)} ${up(middle)}`).join('L')}`)
    .join('');
}
