import { useEffect, useState, useSyncExternalStore } from 'react';

/** Between two instants while it plays: 240 of them take 20 s. */
const stepMs = 1000 / 12;

const lessMotion = '(prefers-reduced-motion: reduce)';

interface Playback {
  /** The instant that is shown. */
  index: number;
  playing: boolean;
  /** Whether it may move by itself. */
  moves: boolean;
  show: (index: number) => void;
  /** Goes on from here, or from the start if it is at its end; or stops. */
  toggle: () => void;
}

/** Goes through the instants 0 to last. Where nobody has chosen one it is the last, and follows it. */
export function usePlayback(last: number): Playback {
  const [chosen, setChosen] = useState<number>();
  const [wanted, setWanted] = useState(false);
  const moves = !useLessMotion();
  const index = Math.min(chosen ?? last, last);
  const playing = wanted && moves && index < last;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => setChosen((now) => Math.min((now ?? 0) + 1, last)), stepMs);
    return () => clearInterval(timer);
  }, [playing, last]);
  return {
    index,
    playing,
    moves,
    show: (next) => {
      setWanted(false);
      setChosen(next >= last ? undefined : next);
    },
    toggle: () => {
      if (!playing) setChosen(index >= last ? 0 : index);
      setWanted(!playing);
    },
  };
}

function useLessMotion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(lessMotion);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(lessMotion).matches,
  );
}
