import { useEffect, type RefObject } from 'react';

/** Enter in a field does not submit: what that begins takes several clicks to undo. */
export function useKeptEnter(element: RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const form = element.current;
    const keep = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
    };
    form?.addEventListener('keydown', keep);
    return () => form?.removeEventListener('keydown', keep);
  }, [element]);
}
