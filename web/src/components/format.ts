/** How figures are written for people. Times are in seconds everywhere. */

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

/** What stands where there is no figure yet. */
export const none = '–';

export function formatCount(count: number): string {
  return integer.format(count);
}

/** Three significant digits, as of a mean or a rate. */
export function formatFigure(value: number): string {
  return significant.format(value);
}

/** A count with its noun: 1 sender, 4 senders. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share of 1 as a percentage. */
export function formatShare(share: number): string {
  return `${significant.format(share * 100)} %`;
}

/** How much of a total, cut off so that 100 % means all. */
export function formatPart(part: number, total: number): string {
  if (total === 0) return none;
  const percent = Math.floor((part / total) * 1000) / 10;
  return `${percent === 100 || percent === 0 ? percent : percent.toFixed(1)} %`;
}

const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** A duration in its two largest units: 350 ms, 8.2 s, 4 min 12 s, 3 d 4 h. */
export function formatDuration(seconds: number): string {
  if (seconds <= 0) return '0 s';
  if (seconds < 1) return `${formatFigure(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${formatFigure(seconds)} s`;
  const smallest = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1;
  let rest = Math.round(seconds / smallest) * smallest;
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(`${formatCount(count)} ${unit.name}`);
  }
  return parts.slice(0, 2).join(' ');
}

/** A duration that changes while it is looked at: whole seconds only. */
export function formatClock(seconds: number): string {
  return formatDuration(Math.floor(seconds));
}

/** A small sum of money, of which only the first digits are meant. */
export function formatMoney(amount: number, currency: string): string {
  return `about ${new Intl.NumberFormat('en', { maximumSignificantDigits: 2 }).format(amount)} ${currency}`;
}

/** A mean of durations that changes while it is looked at: always as many digits. */
export function formatMean(seconds: number): string {
  return seconds < 1 || seconds >= 60 ? formatDuration(seconds) : `${seconds.toFixed(2)} s`;
}

/** A delay; one too short to matter is none. */
export function formatLag(seconds: number): string {
  return seconds < 0.1 ? 'under 0.1 s' : formatDuration(Math.round(seconds * 10) / 10);
}

/** A number per second, or per minute or hour where that is easier to grasp. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0 per second';
  if (perSecond >= 0.1) return `${formatFigure(perSecond)} per second`;
  if (perSecond * 60 >= 0.1) return `${formatFigure(perSecond * 60)} per minute`;
  return `${formatFigure(perSecond * 3600)} per hour`;
}

export function formatDateTime(timestamp: string): string {
  return dateTime.format(new Date(timestamp));
}

export function formatTimeOfDay(timestamp: string): string {
  return timeOfDay.format(new Date(timestamp));
}
