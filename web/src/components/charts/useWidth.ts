import { useCallback, useState } from 'react';

/** The width of an element in pixels, and what to hand it as ref. */
export function useWidth(initial: number): [width: number, ref: (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(initial);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element || !('ResizeObserver' in window)) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, ref];
}
