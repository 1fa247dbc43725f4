import { asProblem } from './problem';

const firstDelayMs = 1_000;
const maxDelayMs = 10_000;

/**
 * For what is polled: a server that does not answer is asked again and again,
 * ever more slowly; any other answer is final. While it waits, a query keeps
 * its data and has a failureReason.
 */
export const persistent = {
  retry: (_count: number, error: Error) => {
    const { status } = asProblem(error);
    return status === 0 || status === 429 || status >= 500;
  },
  retryDelay: (count: number) => Math.min(maxDelayMs, firstDelayMs * 2 ** count),
};
