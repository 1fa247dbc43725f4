import { currentLocale } from './locale';

export function formatDateTime(timestamp: string): string {
  return written(new Date(timestamp), { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The same without seconds, where many stand below each other. */
export function formatMinute(timestamp: string): string {
  return written(new Date(timestamp), { dateStyle: 'medium', timeStyle: 'short' });
}

export function formatTimeOfDay(timestamp: string): string {
  return written(new Date(timestamp), { timeStyle: 'short' });
}

const local = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
} as const;

/**
 * A moment by the clocks of the place whose distance to UTC it has, with the day of the week, by which opening hours
 * go: Sat, Oct 24, 2026, 6:00:00 PM (UTC+02:00) in American English. A text that is no such moment stays as it is.
 */
export function formatLocal(timestamp: string): string {
  const [, clock, offset = ''] = /^(.{19})(?:\.\d+)?(.*)$/.exec(timestamp) ?? [];
  const moment = new Date(`${clock}Z`);
  if (Number.isNaN(moment.getTime())) return timestamp;
  return `${written(moment, local)} (UTC${offset.replace('Z', '')})`;
}

/** A time of day as 08:00 in the locale's way: 8:00 AM. */
export function formatClockTime(clock: string): string {
  return written(new Date(`1970-01-01T${clock}:00Z`), { timeStyle: 'short', timeZone: 'UTC' });
}

function written(moment: Date, options: Intl.DateTimeFormatOptions): string {
  const text = formatter(options).format(moment);
  return fromRight.test(text) ? `\u2068${text}\u2069` : text; // apart from the words around it, which go the other way
}

const fromRight = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once, as it takes long. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { tags } = currentLocale();
  const key = JSON.stringify([tags, options]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat([...tags], options);
  formatters.set(key, made);
  return made;
}

const parts = {
  dayOfYear: { day: 'numeric', month: 'short' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  hourOfDay: { hour: 'numeric' },
  minuteOfDay: { hour: 'numeric', minute: '2-digit' },
  secondOfDay: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  second: { ...local, timeZone: undefined },
} as const;

/** A part of an instant, in milliseconds, by the clocks of a zone that the browser knows. */
export function formatMoment(instant: number, zone: string, part: keyof typeof parts): string {
  return written(new Date(instant), { ...parts[part], timeZone: zone });
}
