import type { Fault } from '../errors';
import { formatCounted } from '@/components/format';
import type { Filled } from './useFill';

/** What came of something that was done with the whole form. */
export interface Notice {
  type: 'success' | 'info' | 'warning' | 'error';
  header: string;
  text?: string;
  faults?: readonly Fault[];
  items?: readonly string[];
  /** A link for the user to copy. */
  link?: string;
  /** Makes the form what it was before. */
  undo?: () => void;
}

export function filledNotice(from: string, { wrong, others }: Filled): Notice {
  if (wrong === 0) return { type: 'success', header: `The form is filled in from ${from}` };
  return {
    type: 'warning',
    header: `The form is filled in from ${from}, with ${formatCounted(wrong, 'error')}`,
    text: wrong > others.length ? 'They are told beside their fields.' : undefined,
    items: others,
  };
}
