import type { Study } from '@/api/types';

/** What a study is called: by its own name, or by that of its settings. */
export function nameOf({ query }: Pick<Study, 'query'>): string {
  const { name } = query.settings as { name?: string };
  return [query.name, name ?? '', 'Study'].map((one) => one.trim()).find((one) => one !== '') ?? '';
}

/** The factors in a line: Senders × Failure rate. */
export function factorsOf({ query }: Pick<Study, 'query'>): string {
  return query.vary.map(({ name }) => name).join(' × ') || 'nothing varies';
}
