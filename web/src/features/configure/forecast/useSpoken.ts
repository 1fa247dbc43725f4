import { useEffect, useRef, useState } from 'react';

const restMs = 1_500;

/** Words for a live region: said when they have stood for a moment, and not for the first time. */
export function useSpoken(words: string): string {
  const [spoken, setSpoken] = useState('');
  const heard = useRef(false);
  useEffect(() => {
    if (words === '') return;
    const timer = setTimeout(() => {
      if (heard.current) setSpoken(words);
      heard.current = true;
    }, restMs);
    return () => clearTimeout(timer);
  }, [words]);
  return spoken;
}
