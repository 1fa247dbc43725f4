import { useState } from 'react';
import { rememberedLevel, rememberLevel, type Level } from './level';

/** How much of the form is shown, as this browser was left. */
export function useLevel() {
  const [level, setLevel] = useState(rememberedLevel);
  const show = (wanted: Level) => {
    rememberLevel(wanted);
    setLevel(wanted);
  };
  return [level, show] as const;
}
