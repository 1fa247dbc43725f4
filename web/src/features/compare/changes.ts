import type { SenderGroup, Settings } from '@/api/types';
import { formatCount, formatNumber, formatShare, formatTime, none } from '@/components/format';
import { inSentence } from './names';
import { differencesOf } from './settings';

/** So many changes are told; the table of settings has all of them. */
const mostTold = 3;
/** Values of so many characters stand in a sentence; longer ones are left to the table. */
const longest = 40;

/** What was changed from one to the other, in words: "Twice the senders of sms (480 → 960)". */
export function changesOf(from: Settings, to: Settings): string {
  const all = differencesOf([from, to]);
  const of = Math.min(from.senderGroups.length, to.senderGroups.length);
  const rows = all.filter(({ setting }) => !isIdle(setting) && groupOf(setting) <= of);
  const known = knownChanges(from, to);
  const told = rows.map(({ setting, values }) => {
    const [before = 'none', after = 'none'] = values.map((value) => (value === none ? 'none' : value));
    return known.get(setting) ?? plainly(setting, before, after);
  });
  const groups = to.senderGroups.length - from.senderGroups.length;
  if (groups !== 0) told.push(groupsInWords(groups));
  if (told.length === 0) return sameInWords(from, to, all.length > 0);
  const list = told.slice(0, mostTold);
  const more = told.length - list.length;
  if (more > 0) list.push(more === 1 ? 'one more change' : `${formatCount(more)} more changes`);
  const [first = '', ...others] = list;
  return joined([first, ...others.map(lowerFirst)]);
}

/** Whether a setting changes nothing of what a run comes to: how it is shown, and what is wanted of it. */
function isIdle(setting: string): boolean {
  return /^(Mode|Random seed|Objectives|Group \d+: name)$/.test(setting);
}

/** Which group a setting is of; 0: of none. */
function groupOf(setting: string): number {
  return Number(/^Group (\d+):/.exec(setting)?.[1] ?? 0);
}

function groupsInWords(more: number): string {
  const count = Math.abs(more) === 1 ? 'One group' : `${formatCount(Math.abs(more))} groups`;
  return `${count} of senders ${more > 0 ? 'more' : 'fewer'}`;
}

function sameInWords(from: Settings, to: Settings, idle: boolean): string {
  if (from.seed !== to.seed) return 'The same settings with another seed';
  return idle ? 'Nothing that changes the result' : 'The same settings';
}

function plainly(setting: string, before: string, after: string): string {
  const name = inSentence(setting);
  return before.length > longest || after.length > longest || before === after
    ? `Another value of “${name}”`
    : `${name}: ${before} → ${after}`;
}

function joined(list: readonly string[]): string {
  if (list.length < 2) return list.join('');
  return `${list.slice(0, -1).join(', ')} and ${list.at(-1) ?? ''}`;
}

/** Names of ours begin a sentence in capitals; within it they do not. */
function lowerFirst(words: string): string {
  return /^(Twice|Half|More|Fewer|Less|Longer|Shorter|One|Open|Another) /.test(words)
    ? words.charAt(0).toLowerCase() + words.slice(1)
    : words;
}

/** What has words of its own, as the server words it (internal/settings/changes.go), by the setting's name in the table. */
function knownChanges(from: Settings, to: Settings): Map<string, string> {
  const known = new Map<string, string>();
  const add = (setting: string, words: string | undefined) => {
    if (words !== undefined) known.set(setting, words);
  };
  add('Messages', amount('messages', from.messages, to.messages, formatCount));
  add('Time-to-live', lasting('time to live', from.timeToLive, to.timeToLive));
  add('Retry', attempts(from, to));
  const several = from.senderGroups.length > 1 || to.senderGroups.length > 1;
  from.senderGroups.forEach((group, index) => {
    const other = to.senderGroups[index];
    if (other === undefined) return;
    const of = several || group.name !== other.name ? ` of ${inSentence(other.name)}` : '';
    addGroupChanges((setting, words) => add(`Group ${index + 1}: ${setting}`, words), of, group, other);
  });
  return known;
}

type Add = (setting: string, words: string | undefined) => void;

function addGroupChanges(add: Add, of: string, from: SenderGroup, to: SenderGroup) {
  add('senders', amount(`senders${of}`, from.senders, to.senders, formatCount));
  if (
    from.ratePerSecond !== null &&
    to.ratePerSecond !== null &&
    from.rateUnit === to.rateUnit &&
    from.burst === to.burst
  ) {
    const perSecond = (rate: number) => `${formatNumber(rate)} ${to.rateUnit} a second`;
    add('rate limit', amount(`rate${of}`, from.ratePerSecond, to.ratePerSecond, perSecond, ['More', 'Less']));
  }
  const plain = from.outcomes === undefined && to.outcomes === undefined;
  if (plain && from.failureRate > 0 && to.failureRate > 0 && from.permanentShare === to.permanentShare) {
    add('failures', amount(`failures${of}`, from.failureRate, to.failureRate, formatShare));
  }
  if (from.openHours !== undefined && to.openHours === undefined) {
    add('opening hours', `Open at all hours${of.replace(' of ', ' for ')}`);
  }
}

/** Twice, half, more or fewer of something. */
function amount(
  what: string,
  from: number,
  to: number,
  format: (value: number) => string,
  [more, fewer] = ['More', 'Fewer'],
): string | undefined {
  if (from === to) return undefined;
  const values = `(${format(from)} → ${format(to)})`;
  const ratio = to / from;
  if (ratio === 2) return `Twice the ${what} ${values}`;
  if (ratio === 0.5) return `Half the ${what} ${values}`;
  if (Number.isInteger(ratio) && ratio <= 10) return `${formatCount(ratio)} times the ${what} ${values}`;
  return `${to > from ? more : fewer} ${what} ${values}`;
}

function lasting(what: string, from: number | null, to: number | null): string | undefined {
  if (from === null || to === null) return undefined;
  return amount(what, from, to, formatTime, ['Longer', 'Shorter']);
}

function attempts({ retry: from }: Settings, { retry: to }: Settings): string | undefined {
  const same = JSON.stringify({ ...from, maxAttempts: 0 }) === JSON.stringify({ ...to, maxAttempts: 0 });
  if (!same || from.maxAttempts === to.maxAttempts) return undefined;
  const values = `(${formatCount(from.maxAttempts)} → ${formatCount(to.maxAttempts)})`;
  if (to.maxAttempts === from.maxAttempts + 1) return `One attempt more ${values}`;
  return `${to.maxAttempts > from.maxAttempts ? 'More' : 'Fewer'} attempts ${values}`;
}
