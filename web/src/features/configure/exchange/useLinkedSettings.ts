import { useEffect } from 'react';
import { asProblem } from '@/api/problem';
import { useAddress } from '@/components/routing';
import { codeIn, settingsIn } from './link';
import { filledNotice, type Notice } from './notice';
import type { Filled } from './useFill';

/** Fills the form in with the settings of the address, once; from then on they are the form's. */
export function useLinkedSettings(
  fill: (document: Record<string, unknown>) => Promise<Filled>,
  tell: (notice: Notice) => void,
): void {
  const code = codeIn(useAddress());
  useEffect(() => {
    if (code === undefined) return;
    let left = false;
    const open = async () => {
      const settings = await settingsIn(code);
      if (left) return;
      const notice = settings ? filledNotice('the link', await fill(settings)) : broken;
      tell(notice);
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
    };
    open().catch((error: unknown) => {
      const { message } = asProblem(error);
      tell({
        type: 'error',
        header: 'The settings of the link are not filled in',
        text: `${message} Load the page again to try again.`,
      });
    });
    return () => {
      left = true;
    };
  }, [code, fill, tell]);
}

const broken: Notice = {
  type: 'error',
  header: 'This link is broken',
  text: 'Part of it may have been lost when it was copied. The form is as it was.',
};
