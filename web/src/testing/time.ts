import { act } from '@testing-library/react';
import { vi } from 'vitest';

const realTimeout = globalThis.setTimeout;
const maxWaitMs = 15_000;

/** Waits until a check passes while the faked clock hardly moves: only what is on its way arrives. */
export async function eventually(check: () => void): Promise<void> {
  const start = performance.now();
  for (;;) {
    try {
      check();
      return;
    } catch (failure) {
      if (performance.now() - start > maxWaitMs) throw failure;
      await act(async () => {
        await vi.advanceTimersByTimeAsync(1); // a timeout of 0 that is set by another one takes 1
        await new Promise((resolve) => realTimeout(resolve, 10));
      });
    }
  }
}

/** Lets the faked clock run. */
export function pass(milliseconds: number): Promise<void> {
  return act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });
}

/** Fakes the clock, but not the one that `eventually` gives up by. */
export function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
}
