import { useEffect, useState } from 'react';

/** Whole seconds that are left of a wait, and how to begin one. */
export function useCountdown(): [left: number, begin: (seconds: number) => void] {
  const [{ until, now }, setTimes] = useState({ until: 0, now: 0 });
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const ticking = left > 0;
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setTimes((times) => ({ ...times, now: Date.now() })), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  const begin = (seconds: number) => setTimes({ until: Date.now() + seconds * 1000, now: Date.now() });
  return [left, begin];
}
