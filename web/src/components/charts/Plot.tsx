import { useId } from 'react';
import { cornerPath, margin, pathOf, type Place } from './path';
import { ticksOf } from './scale';
import type { ChartProps, Point, Series } from './types';

interface Props extends ChartProps {
  width: number;
  height: number;
  extent: Point;
  /** Where the chart is read. */
  cursor: number | undefined;
}

/** The drawing: axes, targets, curves. */
export function Plot({
  label,
  description,
  series,
  targets = [],
  x,
  y,
  width,
  height,
  extent,
  cursor,
}: Props) {
  const described = useId();
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const place = (point: Point) => ({
    x: margin.left + (point.x / extent.x) * (right - margin.left),
    y: bottom - (point.y / extent.y) * (bottom - margin.top),
  });
  const across = (value: number) => place({ x: value, y: 0 }).x;
  const up = (value: number) => place({ x: 0, y: value }).y;
  const drawn = targets.filter((target) => target.x <= extent.x);
  return (
    <svg width={width} height={height} role="img" aria-label={label} aria-describedby={described}>
      <desc id={described}>{description}</desc>
      {ticksOf(extent.y, y.kind, 5).map((value) => (
        <g key={value} className="chart-tick">
          <path d={`M${margin.left} ${up(value)}H${right}`} />
          <text x={margin.left - 8} y={up(value)} dy="0.35em" textAnchor="end">
            {y.format(value)}
          </text>
        </g>
      ))}
      {ticksOf(extent.x, x.kind, Math.max(3, Math.floor(width / 130))).map((value) => (
        <text
          key={value}
          className="chart-tick-text"
          x={across(value)}
          y={height - 6}
          textAnchor={anchor(across(value), right)}
        >
          {x.format(value)}
        </text>
      ))}
      {drawn.map((target) => (
        <path key={target.name} className="chart-target" d={cornerPath(target, place)} />
      ))}
      {[...series].sort(dimmedFirst).map((one) => (
        <path
          key={`${one.name} ${one.dimmed ? 'dimmed' : ''}`}
          className={`chart-curve chart-${one.tone} ${one.dimmed ? 'chart-dimmed' : ''}`}
          d={pathOf(one, place)}
        />
      ))}
      {drawn.map((target, index) => (
        <TargetName
          key={target.name}
          name={target.name}
          at={{ x: across(target.x), y: bottom - 24 - 16 * index }}
          width={width}
        />
      ))}
      {series.map((one) => one.mark && <Mark key={one.name} series={one} place={place} />)}
      {cursor !== undefined && (
        <path className="chart-cursor" d={`M${across(cursor)} ${margin.top}V${bottom}`} />
      )}
    </svg>
  );
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

function Mark({ series, place }: { series: Series; place: Place }) {
  const end = series.points.at(-1);
  if (!end) return null;
  const at = place(end);
  return (
    <text className="chart-name chart-mark" x={at.x} y={at.y - 6} textAnchor="middle">
      {series.mark}
    </text>
  );
}

/** The last figure of an axis must not stick out. */
function anchor(x: number, right: number) {
  return x > right - 20 ? 'end' : 'middle';
}

function dimmedFirst(a: { dimmed?: boolean }, b: { dimmed?: boolean }): number {
  return Number(b.dimmed ?? false) - Number(a.dimmed ?? false);
}
