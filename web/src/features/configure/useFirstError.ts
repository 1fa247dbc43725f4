import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Takes the cursor to the first wrong field, once it is marked and its section open; if none is shown, everything is, and the
 * cursor goes there as soon as that has come.
 */
export function useFirstError(element: RefObject<HTMLFormElement | null>, showAll: () => void) {
  const [asked, setAsked] = useState(0);
  const more = useRef(showAll);
  useEffect(() => {
    more.current = showAll;
  });
  useEffect(() => {
    const form = element.current;
    if (asked === 0 || !form || focusFirst(form)) return;
    more.current();
    const observer = new MutationObserver(() => {
      if (focusFirst(form)) observer.disconnect();
    });
    observer.observe(form, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-invalid', 'data-wrong'],
    });
    return () => observer.disconnect();
  }, [asked, element]);
  return { focusFirstError: () => setAsked((count) => count + 1) };
}

function focusFirst(form: HTMLFormElement): boolean {
  const first = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
  first?.focus();
  return first !== null;
}
