import { useEffect, useRef, useState } from 'react';

/**
 * A value once it has rested for so many milliseconds. Throttled, it follows while it changes, with so many milliseconds
 * between two.
 */
export function useDebounced<T>(value: T, milliseconds: number, throttled = false): T {
  const [rested, setRested] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const since = performance.now() - last.current;
    const wait = throttled ? Math.max(0, milliseconds - since) : milliseconds;
    const timer = setTimeout(() => {
      last.current = performance.now();
      setRested(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, milliseconds, throttled]);
  return rested;
}
