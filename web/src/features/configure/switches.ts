import type { Field } from '@/api/types';

const ask = (path: string, kind: string, description: string, choices?: string[]): Field => ({
  path,
  kind,
  description,
  choices,
  minimum: 0,
  maximum: 0,
});

const waits = 'The waits between attempts grow by a rule, or are listed one by one.';
const variation = 'How far chance changes a wait, so that retries do not come in waves.';
const variations = ['none', 'full', 'part', 'spread'];

/**
 * What the form asks beside the settings' own fields: which of several ways to say something is meant, and whether
 * something is said at all.
 */
export const switches: readonly Field[] = [
  ask('audience[].allChannels', 'flag', 'Its recipients can be reached over every channel.'),
  ask('senderGroups[].attempts', 'choice', 'All alike, or by outcome with a send time of each.', [
    'alike',
    'outcomes',
  ]),
  ask('senderGroups[].priced', 'flag', 'The provider of this group asks for money.'),
  ask('senderGroups[].timetable[].open', 'choice', 'Whether the group sends from then on.', [
    '',
    'true',
    'false',
  ]),
  ask('steps[].ownRetry', 'flag', 'Instead of the retry that holds for all of the settings.'),
  ...['retry', 'steps[].retry'].flatMap((path) => [
    ask(`${path}.waits`, 'choice', waits, ['backoff', 'delays']),
    ask(`${path}.variation`, 'choice', variation, variations),
  ]),
  ask('caps[].window.span', 'choice', 'The span in which it counts.', ['rolling', 'daily']),
  ask('objectives[].goal', 'choice', 'A share within a time, or what the sending may cost.', [
    'share',
    'budget',
  ]),
];

type Node = Record<string, unknown>;

/** The switches of an object of the settings. */
export function switchesOf(pattern: string, given: Node): Node {
  switch (pattern) {
    case 'audience[]':
      return { allChannels: given.channels === undefined };
    case 'senderGroups[]':
      return {
        attempts: given.outcomes === undefined ? 'alike' : 'outcomes',
        priced: given.price !== undefined,
      };
    case 'steps[]':
      return { ownRetry: given.retry !== undefined };
    case 'retry':
    case 'steps[].retry':
      return { waits: given.delays === undefined ? 'backoff' : 'delays', variation: variationOf(given) };
    case 'caps[].window':
      return { span: given.daily === undefined ? 'rolling' : 'daily' };
    case 'objectives[]':
      return { goal: given.budget === undefined ? 'share' : 'budget' };
    default:
      return {};
  }
}

function variationOf({ jitter, spread, delays }: Node): string {
  if (spread !== undefined && spread !== 0) return 'spread';
  if (jitter === false || jitter === 0) return 'none';
  if (typeof jitter === 'number' && jitter !== 1) return 'part';
  return jitter === undefined && (delays !== undefined || spread === 0) ? 'none' : 'full';
}

/** The members of an object in the form that do not count, as a switch of it or its distribution says. */
export function idleIn(pattern: string, node: Node): string[] {
  switch (pattern) {
    case 'audience[]':
      return node.allChannels === true ? ['channels'] : [];
    case 'channels[].acknowledgement':
      return isBlank(node.share) ? ['time'] : [];
    case 'senderGroups[]': {
      const attempts =
        node.attempts === 'outcomes' ? ['sendTime', 'failureRate', 'permanentShare'] : ['outcomes'];
      return node.priced === true ? attempts : [...attempts, 'price'];
    }
    case 'steps[]':
      return node.ownRetry === true ? [] : ['retry'];
    case 'retry':
    case 'steps[].retry':
      return [
        ...(node.waits === 'delays' ? ['initialBackoff', 'multiplier', 'maxBackoff'] : ['delays']),
        ...(node.variation === 'part' ? [] : ['jitter']),
        ...(node.variation === 'spread' ? [] : ['spread']),
      ];
    case 'caps[].window':
      return node.span === 'daily' ? ['seconds'] : ['daily', 'at'];
    case 'objectives[]':
      return node.goal === 'budget' ? ['share', 'within', 'of', 'audience'] : ['budget'];
    default:
      return [];
  }
}

/** What stands in the form for how much of a wait is left to chance. */
export function jitterOf(variation: unknown, share: number | undefined): boolean | number | undefined {
  return variation === 'part' ? share : variation === 'full';
}

export function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === '';
}
