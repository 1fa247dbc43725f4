import type { SenderGroup, Settings } from '@/api/types';
import { formatCount, formatDuration, formatRate, none } from '@/components/format';
import { failuresOf, modeOf, objectiveOf, retryOf, sendTimeOf } from '@/components/settingsInWords';

export interface Difference {
  setting: string;
  /** One for each simulation. */
  values: string[];
}

/** The settings that are not the same in all, in words; the names aside. */
export function differencesOf(all: readonly Settings[]): Difference[] {
  const listed = all.map(wordsOf);
  const settings = [...new Set(listed.flatMap((words) => [...words.keys()]))];
  return settings
    .map((setting) => ({ setting, values: listed.map((words) => words.get(setting) ?? none) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function wordsOf(settings: Settings): Map<string, string> {
  return new Map([
    ['Messages', formatCount(settings.messages)],
    ...settings.senderGroups.flatMap(groupWords),
    ['Retry', retryOf(settings)],
    ['Time-to-live', settings.timeToLive === null ? 'unlimited' : formatDuration(settings.timeToLive)],
    ['Objectives', settings.objectives.map(objectiveOf).join('; ') || 'none'],
    ['Text', settings.text || 'none'],
    ['Mode', modeOf(settings)],
    ['Random seed', String(settings.seed)],
  ]);
}

function groupWords(group: SenderGroup, index: number): [string, string][] {
  const of = `Group ${index + 1}`;
  return [
    [`${of}: name`, group.name],
    [`${of}: senders`, formatCount(group.senders)],
    [`${of}: send time`, sendTimeOf(group.sendTime)],
    [`${of}: failures`, failuresOf(group)],
    [`${of}: rate limit`, rateOf(group)],
  ];
}

function rateOf({ ratePerSecond, rateUnit }: SenderGroup): string {
  return ratePerSecond === null ? 'none' : `${rateUnit}: ${formatRate(ratePerSecond)}`;
}
