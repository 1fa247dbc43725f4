import { useCallback, useState } from 'react';

/** Reports whether an element is on screen, and what to hand it as ref. */
export function useVisible(): [visible: boolean, ref: (element: HTMLElement | null) => void] {
  const [visible, setVisible] = useState(!('IntersectionObserver' in window));
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element || !('IntersectionObserver' in window)) return;
    const observer = new IntersectionObserver(([entry]) => setVisible(entry?.isIntersecting ?? false));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [visible, ref];
}
