const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

export function formatDateTime(timestamp: string): string {
  return dateTime.format(new Date(timestamp));
}

export function formatTimeOfDay(timestamp: string): string {
  return timeOfDay.format(new Date(timestamp));
}

const local = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/**
 * A moment by the clocks of the place whose distance to UTC it has, with the day of the week, by which opening hours
 * go: Sat 24 Oct 2026, 18:00:00 (UTC+02:00).
 */
export function formatLocal(timestamp: string): string {
  const [, clock, offset = ''] = /^(.{19})(?:\.\d+)?(.*)$/.exec(timestamp) ?? [];
  if (clock === undefined) return timestamp;
  return `${local.format(new Date(`${clock}Z`)).replace(', ', ' ')} (UTC${offset.replace('Z', '')})`;
}
