import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useState, useSyncExternalStore } from 'react';

const key = 'alertsim.theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

/** Dark or light: what the system prefers, until the user wants the other one. */
export function useTheme(): { dark: boolean; toggle: () => void } {
  const systemDark = useSyncExternalStore(
    (listener) => {
      system.addEventListener('change', listener);
      return () => system.removeEventListener('change', listener);
    },
    () => system.matches,
  );
  const [choice, setChoice] = useState(() => localStorage.getItem(key));
  const dark = choice ? choice === 'dark' : systemDark;

  useEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);

  const toggle = () => {
    if (dark === systemDark) {
      const other = dark ? 'light' : 'dark';
      localStorage.setItem(key, other);
      setChoice(other);
    } else {
      localStorage.removeItem(key); // back to following the system
      setChoice(null);
    }
  };
  return { dark, toggle };
}
