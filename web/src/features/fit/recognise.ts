import type { LogLimits } from '@/api/types';
import type { LogStart } from './table';

/** Columns by role. Of what was said, none is a role without a column. */
export type Columns = Readonly<Record<string, string>>;

export const none = 'none';

/** The kind of a word that nobody knows. */
export const unknown = 'unknown';

/** A name without what differs between programs, as the server has it (internal/fit/columns.go). */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{Nd}]/gu, '').toLowerCase();
}

/**
 * Which column is taken for what: those that were given, then those with usual names. By the rules of the server
 * (internal/fit/columns.go), both held by one table of cases.
 */
export function recognise({ roles }: LogLimits, header: readonly string[], given: Columns): Columns {
  const taken: Record<string, string> = {};
  const used = new Set<string>();
  const find = (name: string) =>
    header.find((one) => one === name) ?? header.find((one) => plain(one) === plain(name));
  const take = (role: string, name: string | undefined) => {
    if (name === undefined || used.has(name) || taken[role] !== undefined) return;
    taken[role] = name;
    used.add(name);
  };
  for (const { role } of roles) {
    const name = given[role];
    if (name !== undefined && name !== none) take(role, find(name));
  }
  const isOpen = (role: string) => given[role] === undefined;
  if (find('startSeconds') !== undefined && find('attemptOutcome') !== undefined) {
    for (const { role, own } of roles) if (own && isOpen(role)) take(role, find(own));
    if (isOpen('status')) {
      take(
        'status',
        (isOpen('result') ? find('ending') : undefined) ??
          (find('result') ? undefined : find('attemptOutcome')),
      );
    }
    if (isOpen('result')) take('result', find('result'));
    if (taken.status === undefined && taken.result !== undefined) taken.status = taken.result;
    return taken;
  }
  for (const { role, names } of roles) {
    if (!isOpen(role) || (role === 'duration' && taken.ended !== undefined)) continue;
    const name = names
      .map((usual) => header.find((one) => plain(one) === usual))
      .find((one) => one !== undefined && !used.has(one));
    take(role, name);
  }
  return taken;
}

/** The roles that need a column and have none. */
export function missing({ roles }: LogLimits, taken: Columns, given: Columns): string[] {
  return roles
    .filter(({ needed }) => needed)
    .map(({ role }) => role)
    .filter((role) => taken[role] === undefined)
    .filter((role) => !(role === 'ended' && taken.duration !== undefined))
    .filter((role) => !(role === 'recipient' && given.recipient === none));
}

/** What a word is taken for unless somebody says otherwise. */
export function kindOf({ kinds }: LogLimits, word: string): string {
  return kinds.find(({ words }) => words.includes(plain(word)))?.kind ?? unknown;
}

export interface Word {
  text: string;
  rows: number;
  kind: string;
}

/** The most different words that a log may have. */
const maxWords = 64;

/** The words of the status in the rows that were read, those that nobody knows first. */
export function wordsOf(limits: LogLimits, { header, rows }: LogStart, taken: Columns): Word[] {
  const status = header.indexOf(taken.status ?? '');
  const result = header.indexOf(taken.result ?? '');
  if (status < 0) return [];
  const words = new Map<string, Word>();
  for (const row of rows) {
    const meaning = row[result] ?? '';
    const said = row[status] ?? '';
    const text = said === '' ? meaning : said;
    if (text === '') continue;
    const known = words.get(text);
    if (known) known.rows++;
    else words.set(text, { text, rows: 1, kind: kindOf(limits, meaning || text) });
  }
  return inOrder([...words.values()].slice(0, maxWords));
}

export function inOrder(words: readonly Word[]): Word[] {
  return [...words].sort(
    (a, b) => Number(b.kind === unknown) - Number(a.kind === unknown) || b.rows - a.rows,
  );
}
