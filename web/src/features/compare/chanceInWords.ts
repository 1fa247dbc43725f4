import { formatCount, formatDuration } from '@/components/format';
import type { Chance } from './chance';

/** How large a difference is beside what chance does, in sentences. */
export function chanceInWords({ seeds, sooner, later, differences, alone, beyond }: Chance): string {
  const each = `With ${formatCount(seeds)} seeds, the same for both,`;
  if (sooner + later === 0) return `${each} there is no difference with any of them.`;
  const [count, word] = sooner >= later ? [sooner, 'sooner'] : [later, 'later'];
  const often = `${each} it is ${word} with ${count === seeds ? 'every one' : formatCount(count)}${by(differences)}.`;
  const luck =
    alone && alone[1] > alone[0]
      ? ` Chance alone moves A from ${formatDuration(alone[0])} to ${formatDuration(alone[1])}.`
      : '';
  const verdict = beyond
    ? 'The difference is larger than chance makes it.'
    : 'The difference is no larger than chance makes it: it may be luck.';
  return `${verdict} ${often}${luck}`;
}

/** Between which differences they lie, where all are on one side. */
function by(differences: Chance['differences']): string {
  if (!differences) return '';
  const [least, most] = differences;
  if (least < 0 && most > 0)
    return `, from ${formatDuration(-least)} sooner to ${formatDuration(most)} later`;
  const [low, high] = [Math.min(Math.abs(least), Math.abs(most)), Math.max(Math.abs(least), Math.abs(most))];
  const [from, to] = [formatDuration(low), formatDuration(high)];
  return from === to ? `, by ${from}` : `, by ${from} to ${to}`;
}
