import { useEffect, useState } from 'react';

/** Whole seconds until a time, once it is no more than so many away; nothing before. */
export function useEnding(time: string, within: number): number | undefined {
  const [seen, setSeen] = useState<{ time: string; left: number }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remaining = () => (Date.parse(time) - Date.now()) / 1000;
    const tick = () => {
      const left = Math.max(0, Math.ceil(remaining()));
      setSeen({ time, left });
      if (left > 0) timer = setTimeout(tick, 1000);
    };
    // One that is as near when it is first heard of says that the clocks of browser and server differ.
    const wait = remaining() - within;
    if (wait >= 0) timer = setTimeout(tick, wait * 1000);
    return () => clearTimeout(timer);
  }, [time, within]);
  return seen?.time === time ? seen.left : undefined;
}
