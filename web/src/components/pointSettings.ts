import type { Limits, StudyQuery } from '@/api/types';
import { put } from './settingsPlace';

/**
 * The settings of a point of a study, with the seed that it was run with first: those of the study, with the level of
 * each factor put in its place. Fails if a place is not there.
 */
export function settingsOfPoint(
  limits: Limits,
  { settings, vary }: StudyQuery,
  levels: readonly number[],
): Record<string, unknown> {
  return vary.reduce(
    (tree, { path, values, alternatives }, i) => {
      const level = levels[i] ?? 0;
      if (path !== undefined) return put(limits, tree, path, values?.[level]);
      const set = (alternatives?.[level]?.set ?? {}) as Record<string, unknown>;
      return Object.entries(set).reduce((one, [place, value]) => put(limits, one, place, value), tree);
    },
    settings as Record<string, unknown>,
  );
}

/** The numbers of the levels of a point; the last factor changes from one point to the next. */
export function levelsOfPoint({ vary }: StudyQuery, number: number): number[] {
  let rest = number;
  return vary
    .map(({ values, alternatives }) => Math.max(1, (values ?? alternatives ?? []).length))
    .reverse()
    .map((count) => {
      const level = rest % count;
      rest = Math.floor(rest / count);
      return level;
    })
    .reverse();
}
