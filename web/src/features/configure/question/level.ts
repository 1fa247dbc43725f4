/** How much of the form is shown. What is not shown stays as it is, and counts. */
export type Level = 'question' | 'senders' | 'everything';

const key = 'alertsim.level';

export const levels: readonly { id: Level; text: string }[] = [
  { id: 'question', text: 'The question' },
  { id: 'senders', text: 'Channels and providers' },
  { id: 'everything', text: 'Everything' },
];

export function rememberLevel(level: Level): void {
  try {
    localStorage.setItem(key, level);
  } catch {
    // A full or forbidden storage costs the convenience, nothing else.
  }
}

export function rememberedLevel(): Level {
  const stored = localStorage.getItem(key);
  return levels.find(({ id }) => id === stored)?.id ?? 'question';
}
