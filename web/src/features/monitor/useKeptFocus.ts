import { useEffect, useRef } from 'react';

/**
 * For a group of buttons of which some go away with a state: where the focus was on one of them, or in the dialog that one
 * has opened, the group takes it, so that the keyboard is where the user is.
 */
export function useKeptFocus(state: string) {
  const group = useRef<HTMLDivElement>(null);
  const within = useRef(false);
  useEffect(() => {
    const isWithin = (target: EventTarget | null) =>
      target instanceof Element &&
      ((group.current?.contains(target) ?? false) || target.closest('[role="dialog"]') !== null);
    const note = ({ target }: Event) => {
      within.current = isWithin(target);
    };
    const signs = ['focusin', 'pointerdown'] as const;
    signs.forEach((sign) => document.addEventListener(sign, note));
    return () => signs.forEach((sign) => document.removeEventListener(sign, note));
  }, []);
  useEffect(() => {
    if (within.current && document.activeElement === document.body)
      group.current?.focus({ preventScroll: true });
  }, [state]);
  return group;
}
