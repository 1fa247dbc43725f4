import { useId } from 'react';
import '@/components/charts/charts.css';
import { useWidth } from '@/components/charts/useWidth';
import { placeOn, tickLabel, ticksOf, type Axis } from './axis';
import './study.css';

export interface Bar {
  name: string;
  /** The levels that it goes from and to, and what changes. */
  words: string;
  from: number;
  to: number;
}

interface Props {
  label: string;
  description: string;
  bars: readonly Bar[];
  axis: Axis;
}

const each = 44;
const top = 8;
const side = 14;

/** What each factor changes, the largest change on top. Its table stands below it. */
export function TornadoChart({ label, description, bars, axis }: Props) {
  const described = useId();
  const [width, measured] = useWidth(600);
  const bottom = top + each * bars.length;
  const right = width - side;
  const across = (x: number) => side + placeOn(axis, x) * (right - side);
  const ticks = ticksOf(axis);
  const every = Math.max(1, Math.ceil((ticks.length * 80) / width));
  return (
    <figure className="chart">
      <div className="chart-plot" ref={measured}>
        <svg width={width} height={bottom + 26} role="img" aria-label={label} aria-describedby={described}>
          <desc id={described}>{description}</desc>
          {ticks.map((x, i) => (
            <g key={x} className="chart-tick">
              <path d={`M${across(x)} ${top}V${bottom}`} />
              {i % every === 0 && (
                <text
                  x={across(x)}
                  y={bottom + 18}
                  textAnchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}
                >
                  {tickLabel(axis, x)}
                </text>
              )}
            </g>
          ))}
          {bars.map(({ name, words, from, to }, i) => {
            const y = top + each * i;
            const x = across(Math.min(from, to));
            const length = Math.max(2, Math.abs(across(to) - across(from)));
            return (
              <g key={name}>
                <text className="chart-name" x={side} y={y + 13}>
                  {words}
                </text>
                <rect className="tornado-bar" x={x} y={y + 20} width={length} height={each - 26} />
                <path className="tornado-end" d={arrow(across(to), y + 20, each - 26, to >= from)} />
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

/** A triangle at the end that a bar goes to. */
function arrow(x: number, y: number, height: number, rightward: boolean): string {
  const depth = rightward ? -8 : 8;
  return `M${x} ${y + height / 2}L${x + depth} ${y}V${y + height}Z`;
}
