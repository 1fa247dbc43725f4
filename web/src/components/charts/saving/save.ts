import { download, fileName } from '@/components/download';
import type { Axis, Calendar } from '../types';
import { csvOf } from './csv';
import type { DrawnChart } from './drawn';
import { imageOf, pngOf } from './svg';

export type ChartFormat = 'svg' | 'png' | 'csv';

/** Lets the browser save a chart. Its axis of times is as it is shown in a drawing, and in seconds in a table. */
export async function saveChart(
  chart: DrawnChart,
  format: ChartFormat,
  seconds: Axis,
  calendar: Calendar | undefined,
): Promise<void> {
  download(await fileOf(chart, format, seconds, calendar), `${fileName(chart.label)}.${format}`);
}

async function fileOf(
  chart: DrawnChart,
  format: ChartFormat,
  seconds: Axis,
  calendar: Calendar | undefined,
): Promise<Blob> {
  if (format === 'csv')
    return new Blob([csvOf(chart, seconds, calendar)], { type: 'text/csv;charset=utf-8' });
  const picture = imageOf(chart);
  return format === 'png' ? pngOf(picture) : new Blob([picture.svg], { type: 'image/svg+xml' });
}
