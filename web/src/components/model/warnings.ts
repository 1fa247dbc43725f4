import { sentence } from '@/api/problem';
import type { Settings } from '@/api/types';

/** A warning with what it is about in words: `caps[0]: …` is "Cap daily: …". */
export function warningInWords(warning: string, settings: Settings): string {
  const [, path, message] = /^([\w.[\]]+): (.*)$/s.exec(warning) ?? [];
  if (path === undefined || message === undefined) return warning;
  return `${placeOf(path, settings)}: ${sentence(message)}`;
}

type Named = readonly { name: string }[] | undefined;

function placeOf(path: string, { senderGroups, channels, caps }: Settings): string {
  const [, list = '', number = '0', rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(path) ?? [];
  const index = Number(number);
  const named = (noun: string, items: Named) => `${noun} ${items?.[index]?.name ?? index + 1}`;
  switch (list) {
    case 'senderGroups': {
      const outcome = /^\.outcomes\[(\d+)\]/.exec(rest);
      const name = outcome && senderGroups[index]?.outcomes?.[Number(outcome[1])]?.name;
      return named('Sender group', senderGroups) + (name ? `, outcome ${name}` : withTime(rest));
    }
    case 'channels':
      return named('Channel', channels) + (rest ? ', acknowledgement' : '');
    case 'steps':
      return `Step ${index + 1}`;
    case 'caps':
      return named('Cap', caps);
    default:
      return others[path] ?? path;
  }
}

const withTime = (rest: string) => (rest.startsWith('.sendTime') ? ', send time' : '');

const others: Partial<Record<string, string>> = { until: 'Until', timeToLive: 'Time-to-live' };
