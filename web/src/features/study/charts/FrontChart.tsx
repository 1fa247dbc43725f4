import { useId, useState } from 'react';
import '@/components/charts/charts.css';
import { margin } from '@/components/charts/path';
import { useWidth } from '@/components/charts/useWidth';
import { placeOn, tickLabel, ticksOf, type Axis } from './axis';
import { MeetsKey } from './BandChart';
import { Reader } from './Reader';
import './study.css';

export interface Dot {
  number: number;
  cost: number;
  time: number;
  meets: boolean;
  words: string;
}

interface Props {
  label: string;
  description: string;
  units: { y: string; x: string };
  x: Axis;
  y: Axis;
  /** All points that have a cost and a time. */
  dots: readonly Dot[];
  /** Those of which no other is both cheaper and faster, the cheapest first. */
  front: readonly Dot[];
  best: number | undefined;
  onOpen: (number: number) => void;
}

const height = 280;

/** Cost against time: every point a dot, those worth choosing from on a line, which is read dot by dot. */
export function FrontChart({ label, description, units, x, y, dots, front, best, onOpen }: Props) {
  const described = useId();
  const [width, measured] = useWidth(600);
  const [at, setAt] = useState<number>();
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const across = (cost: number) => margin.left + placeOn(x, cost) * (right - margin.left);
  const up = (time: number) => bottom - placeOn(y, time) * (bottom - margin.top);
  const ticks = ticksOf(x);
  const every = Math.max(1, Math.ceil((ticks.length * 90) / width));
  const read = at === undefined ? undefined : front[at];
  const nearest = (left: number, above: number) => {
    const place = { x: margin.left + left * (right - margin.left), y: above * bottom };
    const far = front.map(({ cost, time }) => Math.hypot(across(cost) - place.x, up(time) - place.y));
    return far.indexOf(Math.min(...far));
  };
  return (
    <figure className="chart">
      <div className="chart-units" aria-hidden="true">
        <span>{units.y}</span>
        <span>{read ? read.words : units.x}</span>
      </div>
      <div className="chart-plot" ref={measured}>
        <svg width={width} height={height} role="img" aria-label={label} aria-describedby={described}>
          <desc id={described}>{description}</desc>
          {ticksOf(y).map((time) => (
            <g key={time} className="chart-tick">
              <path d={`M${margin.left} ${up(time)}H${right}`} />
              <text x={margin.left - 8} y={up(time)} dy="0.35em" textAnchor="end">
                {tickLabel(y, time)}
              </text>
            </g>
          ))}
          {ticks.map((cost, i) =>
            i % every === 0 ? (
              <text
                key={cost}
                x={across(cost)}
                y={height - 6}
                textAnchor={across(cost) > right - 30 ? 'end' : 'middle'}
              >
                {tickLabel(x, cost)}
              </text>
            ) : null,
          )}
          {dots.map(({ number, cost, time, meets }) => (
            <circle
              key={number}
              className={`point-dot point-off ${meets ? 'point-meets' : ''}`}
              cx={across(cost)}
              cy={up(time)}
              r={3}
            />
          ))}
          <path className="chart-curve chart-second" d={stairs(front, across, up)} />
          {front.map(({ number, cost, time, meets }) => (
            <circle
              key={number}
              className={`point-dot point-front ${meets ? 'point-meets' : ''}`}
              cx={across(cost)}
              cy={up(time)}
              r={number === best ? 7 : 4.5}
            />
          ))}
          {front.map(({ number, cost, time }) =>
            number === best ? (
              <text key={number} className="chart-name chart-mark" x={across(cost) + 10} y={up(time) - 8}>
                best
              </text>
            ) : null,
          )}
          {read && <circle className="point-read" cx={across(read.cost)} cy={up(read.time)} r={10} />}
        </svg>
        <Reader
          label={label}
          count={front.length}
          at={at}
          onRead={setAt}
          words={(i) => front[i]?.words ?? ''}
          nearest={nearest}
          onOpen={(i) => {
            const dot = front[i];
            if (dot) onOpen(dot.number);
          }}
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
            <path className="chart-curve chart-second" d="M0 5H30" />
          </svg>
          no other point is both cheaper and faster
        </li>
        <MeetsKey shown={dots.some(({ meets }) => meets)} />
      </ul>
    </figure>
  );
}

function stairs(
  front: readonly Dot[],
  across: (cost: number) => number,
  up: (time: number) => number,
): string {
  return front
    .map(({ cost, time }, i) => (i === 0 ? `M${across(cost)} ${up(time)}` : `H${across(cost)}V${up(time)}`))
    .join('');
}
