import {
  formatCount,
  formatDuration,
  formatMoney,
  formatPart,
  formatShare,
  formatTime,
} from '@/components/format';
import { changesOf } from './changes';
import { reachOf, type Goal, type Reach } from './measure';
import { inSentence } from './names';
import type { Run } from './run';

/** What changed from the first run to another one, and what that did, in a sentence. */
export function sentenceOf(first: Run, other: Run, goal: Goal): string {
  return `${changesOf(first.settings, other.settings)}: ${effectOf(first, other, goal)}.`;
}

function effectOf(first: Run, other: Run, goal: Goal): string {
  const [before, after] = [reachOf(first, goal), reachOf(other, goal)];
  if (!before || !after) return 'the two cannot be measured by the same';
  const parts = [reached(before, after, goal), rest(before, after), cost(first, other)];
  const whom = goal.audience === undefined ? '' : `${inSentence(goal.audience)}: `;
  return whom + parts.filter((part) => part !== '').join('; ');
}

function reached(before: Reach, after: Reach, goal: Goal): string {
  const what = `${formatShare(goal.share)} ${goal.acknowledged ? 'confirmed' : 'reached'}`;
  const never = `${formatShare(goal.share)} never ${goal.acknowledged ? 'confirm' : 'reached'}`;
  const when = (at: number) => formatDuration(at, goal.within === undefined ? [] : [goal.within]);
  if (after.at === undefined) {
    const end = formatPart(after.reached, after.people, [goal.share]);
    if (before.at !== undefined)
      return `${never}, only ${end} in the end; before it was after ${when(before.at)}`;
    const was = formatPart(before.reached, before.people, [goal.share]);
    return was === end
      ? `${never}, ${end} in the end as before`
      : `${never}, ${end} in the end instead of ${was}`;
  }
  const wanted = goal.within === undefined ? '' : wantedWords(after.at, goal.within);
  const about = before.rough || after.rough ? 'about ' : '';
  if (before.at === undefined) return `${what} after ${about}${when(after.at)}, before never${wanted}`;
  const difference = after.at - before.at;
  if (when(after.at) === when(before.at)) return `${what} after ${about}${when(after.at)} as before${wanted}`;
  const by = `${formatDuration(Math.abs(difference))} ${difference < 0 ? 'sooner' : 'later'}`;
  return `${what} after ${about}${when(after.at)} instead of ${when(before.at)}, ${by}${wanted}`;
}

function wantedWords(at: number, within: number): string {
  if (at <= within) return `, as wanted within ${formatTime(within)}`;
  return `, ${formatDuration(at - within)} later than wanted`;
}

/** By how many more or fewer are never reached; where nobody is, the share says it. */
function rest(before: Reach, after: Reach): string {
  const [was, is] = [before.people - before.reached, after.people - after.reached];
  if (was === is || before.at === undefined || after.at === undefined) return '';
  return `${formatCount(is)} never instead of ${formatCount(was)}`;
}

function cost({ forecast: first }: Run, { forecast: other }: Run): string {
  const [was, is] = [first?.sendingCost, other?.sendingCost];
  if (was === undefined || is?.currency !== was.currency) return '';
  const words = (amount: number) => formatMoney(amount, is.currency);
  if (was.total === is.total) return 'costs the same';
  const by = `${words(Math.abs(is.total - was.total))} ${is.total > was.total ? 'more' : 'less'}`;
  return `costs ${words(is.total)} instead of ${words(was.total)}, ${by}`;
}
