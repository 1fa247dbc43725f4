import '@/features/configure/AllSections'; // before the time of a test counts
import { defaultForm } from '@/features/configure/form';
import { rememberLevel } from '@/features/configure/question/level';
import { remember } from '@/features/configure/remember';
import { limits } from './fixtures';

/** A browser that was left with the server's defaults in the form, and all of it shown. */
export function beginBlank(): void {
  remember(defaultForm(limits));
  rememberLevel('everything');
}
