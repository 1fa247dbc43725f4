const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

export function formatDateTime(timestamp: string): string {
  return dateTime.format(new Date(timestamp));
}

export function formatTimeOfDay(timestamp: string): string {
  return timeOfDay.format(new Date(timestamp));
}
