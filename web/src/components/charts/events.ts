import type { Axis, Band, Mark } from './types';

/** How many of them a description tells; the table has all. */
const maxTold = 12;

/** Those that begin before the end of a chart. */
export function eventsWithin(bands: readonly Band[], marks: readonly Mark[], end: number) {
  return {
    bands: bands.filter(({ from, to }) => from < end && to > from),
    marks: [...marks].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at),
  };
}

/** Marks of one instant together, in their order. */
export function flagsOf(marks: readonly Mark[]): { at: number; words: string }[] {
  const byInstant = new Map<number, string[]>();
  for (const { at, words } of marks) byInstant.set(at, [...(byInstant.get(at) ?? []), words]);
  return [...byInstant].map(([at, words]) => ({ at, words: words.join('; ') }));
}

/** What happens at an instant, of what begins and ends there. */
export function happeningsOf(bands: readonly Band[], marks: readonly Mark[]): Mark[] {
  return [
    ...marks,
    ...bands.flatMap(({ lane, what, from, to }) => [
      { at: from, words: `${lane}: ${what} from here` },
      ...(Number.isFinite(to) ? [{ at: to, words: `${lane}: no longer ${what}` }] : []),
    ]),
  ].sort((a, b) => a.at - b.at);
}

/** The sentences of a description that tell of them. */
export function eventsInWords(bands: readonly Band[], marks: readonly Mark[], { format }: Axis): string {
  const told = [
    ...flagsOf(marks).map(({ at, words }) => `At ${format(at)}: ${words}.`),
    ...bands.map(({ lane, what, from, to }) =>
      Number.isFinite(to)
        ? `${lane}: ${what} from ${format(from)} to ${format(to)}.`
        : `${lane}: ${what} from ${format(from)} on.`,
    ),
  ];
  const more = told.length - maxTold;
  return [...told.slice(0, maxTold), ...(more > 0 ? [`${more} more are in its table.`] : [])].join(' ');
}
