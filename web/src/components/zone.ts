const hour = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant, both in milliseconds. A zone that the browser does not know throws. */
export function offsetAt(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offsetOf(name);
}

/** Of +02:00, GMT-04:30 or Z, in milliseconds. */
function offsetOf(text: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/** Whether the browser has the clocks of a zone, as the server has them at some moments, which have their offset from UTC. */
export function agrees(zone: string, moments: readonly (string | undefined)[] = []): boolean {
  try {
    offsetAt(0, zone);
    return moments.every((moment) => !moment || offsetAt(Date.parse(moment), zone) === offsetOf(moment));
  } catch {
    return false;
  }
}

/** A time in which the clocks of a zone are not set. In milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  offset: number;
}

/** The stretches between two instants. Clocks that are set twice within six hours are not known anywhere. */
export function stretchesOf(zone: string, from: number, to: number): Stretch[] {
  const out: Stretch[] = [];
  let start = from;
  let offset = offsetAt(from, zone);
  for (let at = from; at < to;) {
    const next = Math.min(at + 6 * hour, to);
    if (offsetAt(next, zone) !== offset) {
      const set = changeBetween(zone, at, next, offset);
      out.push({ from: start, to: set, offset });
      [start, offset] = [set, offsetAt(set, zone)];
    }
    at = next;
  }
  return [...out, { from: start, to, offset }];
}

/** The first millisecond with another offset. */
function changeBetween(zone: string, before: number, after: number, offset: number): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
}
