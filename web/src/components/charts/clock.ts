import { formatMoment } from '@/components/format';
import { stretchesOf } from '@/components/zone';
import { stepOf } from './scale';
import type { Axis, Calendar, Tick } from './types';

const day = 86_400_000;

/** From this step on the year is told too. */
const month = 28 * day;

/** The axis of the same times by the clocks of a zone. */
export function clockAxis({ start, zone }: Calendar): Axis {
  const zero = Date.parse(start);
  return {
    label: `by the clocks of ${zone}`,
    kind: 'time',
    format: (seconds) => formatMoment(zero + seconds * 1000, zone, 'second'),
    ticks: (from, to, about) => ticksOf(zone, zero, from, to, about),
  };
}

/** Full hours, half hours and so on, of the clocks. Where these are set, an hour may be missing or be there twice. */
function ticksOf(zone: string, zero: number, from: number, to: number, about: number): Tick[] {
  const step = stepOf((to - from) / about, 'time') * 1000;
  let shown = '';
  return momentsOf(zone, zero + from * 1000, zero + to * 1000, step).map((instant) => {
    const date = formatMoment(instant, zone, step < month ? 'dayOfYear' : 'day');
    const time = formatMoment(instant, zone, timeOf(step));
    const text = step >= day ? date : date === shown ? time : `${date}, ${time}`;
    shown = date;
    return { at: (instant - zero) / 1000, text };
  });
}

/** What a step makes the times differ in. */
function timeOf(step: number) {
  if (step < 60_000) return 'secondOfDay';
  return step < 3_600_000 ? 'minuteOfDay' : 'hourOfDay';
}

/** When the clocks read a multiple of a step, counted from midnight or from the first day. */
function momentsOf(zone: string, from: number, to: number, step: number): number[] {
  const stretches = stretchesOf(zone, from, to);
  const origin = Math.floor((from + (stretches[0]?.offset ?? 0)) / day) * day;
  return stretches.flatMap((stretch, index) => {
    const first = Math.ceil((stretch.from + stretch.offset - origin) / step) * step + origin - stretch.offset;
    const last = index === stretches.length - 1 ? stretch.to : stretch.to - 1;
    const count = Math.floor((last - first) / step) + 1;
    return Array.from({ length: Math.max(0, count) }, (_, i) => first + i * step);
  });
}
