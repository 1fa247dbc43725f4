import type { Problem } from '@/api/problem';

/** Why a forecast is late, while it is asked for again. */
export function delayInWords({ status, unreachable }: Problem): string {
  if (status === 429)
    return 'The server makes many forecasts at once. This one is asked for again in a moment.';
  if (unreachable) return 'The server cannot be reached. The forecast is asked for again in a moment.';
  return 'The server is in trouble. The forecast is asked for again in a moment.';
}
