import { offsetAt } from '@/components/zone';
import type { Axis, Calendar } from '../types';
import type { DrawnChart } from './drawn';
import { plain, rowsOf } from './rows';

/** A chart for a spreadsheet or a program: plain numbers, their units in the first line. */
export function csvOf(chart: DrawnChart, axis: Axis, calendar: Calendar | undefined): string {
  const { series, y, bands, marks } = chart;
  const events = bands.length + marks.length > 0;
  const header = [
    named('', axis),
    ...(calendar ? [`time (ISO 8601, ${calendar.zone})`] : []),
    ...series.map(({ name }) => named(name, y)),
    ...(events ? ['what happens'] : []),
  ];
  const lines = rowsOf(series, bands, marks).map(({ x, values, happens }) => [
    String(x),
    ...(calendar ? [isoOf(calendar, x)] : []),
    ...values.map((value) => (value === undefined ? '' : String(plain(value)))),
    ...(events ? [happens.join('; ')] : []),
  ]);
  return [header, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A column with its unit: "delivered (messages)", "simulated time (s)". */
function named(name: string, { label, kind, unit = kind === 'time' ? 's' : undefined }: Axis): string {
  if (!name) return unit ? `${label} (${unit})` : label;
  return `${name} (${unit ? `${label}, ${unit}` : label})`;
}

/** Names may have commas and quotes in them, and may look like formulas. */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A moment to the millisecond, by the clocks of the zone. */
export function isoOf({ start, zone }: Calendar, seconds: number): string {
  const instant = Math.round(Date.parse(start) + seconds * 1000);
  const offset = offsetAt(instant, zone);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(instant + offset).toISOString().replace('.000', '').slice(0, -1);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
