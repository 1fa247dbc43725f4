import { useWatch } from 'react-hook-form';
import type { SettingsForm } from './formTypes';

/** The lists whose elements are named by others. */
export type NamedList = 'channels' | 'audience' | 'senderGroups';

/** The names that are given in a list, each once. */
export function useNames(of: NamedList): string[] {
  const elements = useWatch<SettingsForm, NamedList>({ name: of });
  return [...new Set(elements.map(({ name }) => name.trim()).filter((name) => name !== ''))];
}
