import { useId } from 'react';
import { eventsInWords, flagsOf } from './events';
import { laneHeight, type Frame } from './frame';
import { cornerPath, pathOf, type Place } from './path';
import type { ChartProps, Point, Series, View } from './types';

interface Props extends Required<Omit<ChartProps, 'calendar' | 'height'>> {
  frame: Frame;
  view: View;
  /** Where the chart is read. */
  cursor?: number | undefined;
  /** What is being chosen to be looked at. */
  chosen?: { from: number; to: number } | undefined;
}

/** The drawing: axes, what happens around the curves, targets, curves. */
export function Plot({
  label,
  description,
  series,
  targets,
  bands,
  marks,
  x,
  frame,
  view,
  cursor,
  chosen,
}: Props) {
  const described = useId();
  const clip = useId();
  const { width, height, left, right, top, bottom, lanes, xTicks, yTicks } = frame;
  const place = (point: Point) => ({
    x: left + ((point.x - view.from) / (view.to - view.from)) * (right - left),
    y: bottom - (point.y / view.top) * (bottom - top),
  });
  const across = (value: number) => place({ x: value, y: 0 }).x;
  const within = (value: number) => Math.min(Math.max(across(value), left), right);
  const up = (value: number) => place({ x: 0, y: value }).y;
  const seen = (value: number) => value >= view.from && value <= view.to;
  const drawn = targets.filter((target) => seen(target.x));
  const spans = bands.filter(({ from, to }) => from < view.to && to > view.from);
  const told = [description, eventsInWords(bands, marks, x)].filter(Boolean).join(' ');
  return (
    <svg width={width} height={height} role="img" aria-label={label} aria-describedby={described}>
      <desc id={described}>{told}</desc>
      <clipPath id={clip}>
        <path d={`M${left} 0H${right}V${bottom + 2}H${left}Z`} />
      </clipPath>
      {spans.map(({ from, to }, index) => (
        <path
          key={index}
          className="chart-shade"
          d={box(within(from), within(to), top, bottom - top)}
          opacity={1 / lanes.length}
        />
      ))}
      {yTicks.map(({ at, text }) => (
        <g key={at} className="chart-tick">
          <path d={`M${left} ${up(at)}H${right}`} />
          <text x={left - 8} y={up(at)} dy="0.35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, text, middle }) => (
        <text key={at} className="chart-tick-text" x={left + middle} y={bottom + 18} textAnchor="middle">
          {text}
        </text>
      ))}
      {drawn.map((target) => (
        <path key={target.name} className="chart-target" d={cornerPath(target, place, left, bottom)} />
      ))}
      <g clipPath={`url(#${clip})`}>
        {[...series].sort(dimmedFirst).map((one) => (
          <path
            key={`${one.name} ${one.dimmed ? 'dimmed' : ''}`}
            className={`chart-curve chart-${one.tone} ${one.dimmed ? 'chart-dimmed' : ''}`}
            d={pathOf(one, place)}
          />
        ))}
      </g>
      {flagsOf(marks).map(({ at }, index) =>
        seen(at) ? (
          <g key={at} className="chart-flag">
            <path d={`M${across(at)} ${top - 4}V${bottom}`} />
            <text x={across(at)} y={top - 8} textAnchor="middle">
              {index + 1}
            </text>
          </g>
        ) : null,
      )}
      {drawn.map((target, index) => (
        <TargetName
          key={target.name}
          name={target.name}
          at={{ x: across(target.x), y: bottom - 24 - 16 * index }}
          width={width}
        />
      ))}
      {series.map((one) => one.mark && <EndMark key={one.name} series={one} place={place} view={view} />)}
      {lanes.map(({ name, y }) => (
        <g key={name} className="chart-lane">
          <path className="chart-lane-line" d={`M${left} ${y + laneHeight - 5}H${right}`} />
          {spans.map(({ lane, from, to }, index) =>
            lane === name ? (
              <path
                key={index}
                className="chart-lane-span"
                d={box(within(from), within(to), y + laneHeight - 9, 8)}
              />
            ) : null,
          )}
          <text x={left - 8} y={y + laneHeight - 1} textAnchor="end">
            {short(name, left - 8)}
          </text>
        </g>
      ))}
      {chosen && (
        <path className="chart-chosen" d={box(within(chosen.from), within(chosen.to), top, bottom - top)} />
      )}
      {cursor !== undefined && <path className="chart-cursor" d={`M${across(cursor)} ${top}V${bottom}`} />}
    </svg>
  );
}

/** A rectangle that is seen however narrow it is. */
function box(from: number, to: number, y: number, height: number): string {
  return `M${from} ${y}H${Math.max(to, from + 1)}V${y + height}H${from}Z`;
}

/** As much of a name as there is room for; all of it is in the description. */
function short(name: string, room: number): string {
  const most = Math.floor(room / 7);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/** Stands low beside the target's line, where the curves that meet it are not. */
function TargetName({ name, at, width }: { name: string; at: Point; width: number }) {
  const leftward = at.x > width / 2;
  return (
    <text
      className="chart-name"
      x={at.x + (leftward ? -6 : 6)}
      y={at.y}
      textAnchor={leftward ? 'end' : 'start'}
    >
      {name}
    </text>
  );
}

function EndMark({ series, place, view }: { series: Series; place: Place; view: View }) {
  const end = series.points.at(-1);
  if (!end || end.x > view.to || end.x < view.from) return null;
  const at = place(end);
  return (
    <text className="chart-name chart-mark" x={at.x} y={at.y - 6} textAnchor="middle">
      {series.mark}
    </text>
  );
}

function dimmedFirst(a: { dimmed?: boolean }, b: { dimmed?: boolean }): number {
  return Number(b.dimmed ?? false) - Number(a.dimmed ?? false);
}
