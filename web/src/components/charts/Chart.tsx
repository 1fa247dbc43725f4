import { lazy } from 'react';
import { Part } from '../Part';
import type { ChartProps } from './types';

const LineChart = lazy(() => import('./LineChart'));

/** A line chart, loaded when the first one is shown; its place is kept until then. */
export function Chart(props: ChartProps) {
  return (
    <Part what="The chart" loading={<div style={{ minBlockSize: (props.height ?? 240) + 60 }} />}>
      <LineChart {...props} />
    </Part>
  );
}
