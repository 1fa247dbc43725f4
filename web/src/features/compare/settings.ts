import type { SenderGroup, Settings } from '@/api/types';
import { formatCount, formatTime, none } from '@/components/format';
import { groupPartsOf, partsOf } from '@/components/modelInWords';
import { failuresOf, modeOf, objectiveOf, rateOf, retryOf, groupTimeOf } from '@/components/settingsInWords';

export interface Difference {
  setting: string;
  /** One for each simulation, in words. */
  values: string[];
  /** Whether it is another than the first simulation's. */
  differs: boolean[];
}

interface Setting {
  /** What is compared. */
  value: unknown;
  words: string;
}

/** The settings that are not the same in all; the names aside. */
export function differencesOf(all: readonly Settings[]): Difference[] {
  const listed = all.map(settingsOf);
  const names = [...new Set(listed.flatMap((settings) => [...settings.keys()]))];
  return names
    .map((setting) => {
      const found = listed.map((settings) => settings.get(setting));
      const values = found.map((one) => JSON.stringify(one?.value));
      return {
        setting,
        values: found.map((one) => one?.words ?? none),
        differs: values.map((value) => value !== values[0]),
      };
    })
    .filter(({ differs }) => differs.includes(true));
}

/** Whether chance alone can make a difference. */
export function seedsDiffer(all: readonly Settings[]): boolean {
  return new Set(all.map(({ seed }) => seed)).size > 1;
}

function settingsOf(settings: Settings): Map<string, Setting> {
  const { messages, retry, timeToLive, objectives, text, mode, speed, seed } = settings;
  return new Map([
    ['Messages', { value: messages, words: formatCount(messages) }],
    ...settings.senderGroups.flatMap(groupSettings),
    ['Retry', { value: [retry.maxAttempts > 1 && retry, retry.order], words: retryOf(settings) }],
    [
      'Time-to-live',
      { value: timeToLive, words: timeToLive === null ? 'unlimited' : formatTime(timeToLive) },
    ],
    ['Objectives', { value: objectives, words: objectives.map(objectiveOf).join('; ') || 'none' }],
    ['Text', { value: text, words: text || 'none' }],
    ['Mode', { value: [mode, mode === 'live' && speed], words: modeOf(settings) }],
    ['Random seed', { value: seed, words: String(seed) }],
    ...partsOf(settings).map((part): [string, Setting] => [part.name, part]),
  ]);
}

function groupSettings(group: SenderGroup, index: number): [string, Setting][] {
  const { name, senders, sendTime, failureRate, permanentShare, ratePerSecond, rateUnit } = group;
  const { outcomes, burst } = group;
  const of = `Group ${index + 1}`;
  return [
    [`${of}: name`, { value: name, words: name }],
    [`${of}: senders`, { value: senders, words: formatCount(senders) }],
    [`${of}: send time`, { value: [sendTime, timesOf(outcomes)], words: groupTimeOf(group) }],
    [
      `${of}: failures`,
      {
        value: [failureRate > 0 && [failureRate, permanentShare], failing(outcomes)],
        words: failuresOf(group),
      },
    ],
    [
      `${of}: rate limit`,
      { value: ratePerSecond !== null && [ratePerSecond, rateUnit, burst], words: rateOf(group) },
    ],
    ...groupPartsOf(group).map((part): [string, Setting] => [`${of}: ${part.name}`, part]),
  ];
}

type Outcomes = SenderGroup['outcomes'];

function timesOf(outcomes: Outcomes) {
  return outcomes?.map(({ name, share, sendTime }) => [name, share, sendTime]);
}

function failing(outcomes: Outcomes) {
  return outcomes
    ?.filter(({ result }) => result !== 'delivered')
    .map(({ name, share, result }) => [name, share, result]);
}
