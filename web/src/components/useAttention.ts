import { useEffect, useState } from 'react';

const signs = ['pointerdown', 'pointermove', 'keydown', 'scroll', 'focus'] as const;

/** Reports whether somebody has used the page within the last so many minutes. */
export function useAttention(minutes: number): boolean {
  const [present, setPresent] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const leave = () => setPresent(false);
    const arrive = () => {
      clearTimeout(timer);
      timer = setTimeout(leave, minutes * 60_000);
      setPresent(true);
    };
    arrive();
    signs.forEach((sign) => window.addEventListener(sign, arrive, { passive: true }));
    return () => {
      clearTimeout(timer);
      signs.forEach((sign) => window.removeEventListener(sign, arrive));
    };
  }, [minutes]);
  return present;
}
