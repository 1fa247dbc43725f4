import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import './charts.css';
import { Legend } from './Legend';
import { margin } from './path';
import { Plot } from './Plot';
import { extentOf, readingOf } from './scale';
import type { ChartProps } from './types';
import { useWidth } from './useWidth';

const keySteps = 50;

/** Curves over a common axis, to be read at any place by pointer or with the arrow keys. */
export default function LineChart(props: ChartProps) {
  const { label, series, x, y, height = 240 } = props;
  const [width, measured] = useWidth(600);
  const [cursor, setCursor] = useState<number>();
  const extent = extentOf(props);
  const at = cursor === undefined ? undefined : Math.min(cursor, extent.x);

  const readAtPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setCursor((Math.min(Math.max(event.clientX - box.left, 0), box.width) / box.width) * extent.x);
  };
  const readByKey = (event: KeyboardEvent) => {
    const next = moves[event.key]?.(at ?? 0, extent.x);
    if (event.key === 'Escape') setCursor(undefined);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.min(Math.max(next, 0), extent.x));
  };
  const readings = series.map((one) => `${one.name} ${readingOf(one, at ?? 0, y)}`);

  return (
    <figure className="chart">
      <div className="chart-units" aria-hidden="true">
        <span>{y.label}</span>
        <span>{at === undefined ? x.label : `at ${x.format(at)}`}</span>
      </div>
      <div className="chart-plot" ref={measured}>
        <Plot {...props} width={width} height={height} extent={extent} cursor={at} />
        <div
          className="chart-reader"
          style={{
            insetInlineStart: margin.left,
            insetInlineEnd: margin.right,
            insetBlockEnd: margin.bottom,
          }}
          role="slider"
          tabIndex={0}
          aria-label={`Read the chart: ${label}`}
          aria-valuemin={0}
          aria-valuemax={extent.x}
          aria-valuenow={at ?? 0}
          aria-valuetext={`${x.format(at ?? 0)}: ${readings.join(', ')}`}
          onPointerMove={readAtPointer}
          onPointerDown={readAtPointer}
          onPointerLeave={() => setCursor(undefined)}
          onBlur={() => setCursor(undefined)}
          onKeyDown={readByKey}
        />
      </div>
      <Legend series={series} y={y} cursor={at} />
    </figure>
  );
}

const moves: Partial<Record<string, (from: number, end: number) => number>> = {
  ArrowRight: (from, end) => from + end / keySteps,
  ArrowUp: (from, end) => from + end / keySteps,
  ArrowLeft: (from, end) => from - end / keySteps,
  ArrowDown: (from, end) => from - end / keySteps,
  PageUp: (from, end) => from + end / 10,
  PageDown: (from, end) => from - end / 10,
  Home: () => 0,
  End: (_, end) => end,
};
