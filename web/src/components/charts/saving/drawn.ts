import type { ChartProps } from '../types';

/** A chart with everything that may be drawn in it. */
export type DrawnChart = Required<Omit<ChartProps, 'calendar' | 'height'>> &
  Pick<ChartProps, 'height' | 'calendar'>;
