import type { Limits, Settings } from '@/api/types';
import { formOf, type SettingsForm } from '../form';
import { isRecord } from './link';

/** Reads a text as settings; an exported simulation or forecast has them inside. Says what is wrong if it cannot be. */
export function documentOf(text: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `This is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isRecord(value)) return 'Settings are an object in braces: {"messages": 1000}.';
  return isRecord(value.settings) ? value.settings : value;
}

/** The form of settings in which anything may be wrong: as much as can be shown, with the defaults for the rest. */
export function looseFormOf(limits: Limits, document: Record<string, unknown>): SettingsForm {
  const { defaults } = limits;
  const flag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
  const retry = recordOf(document.retry);
  const loose = {
    ...document,
    senderGroups: (listOf(document.senderGroups) ?? defaults.senderGroups).map((group) => {
      const time = recordOf(recordOf(group).sendTime);
      const percentiles = listOf(time.percentiles)?.map(recordOf);
      return { ...recordOf(group), sendTime: { ...time, percentiles } };
    }),
    retry: { ...retry, jitter: flag(retry.jitter) },
    autoStart: flag(document.autoStart),
    objectives: (listOf(document.objectives) ?? defaults.objectives).map(recordOf),
  };
  return formOf(limits, loose as unknown as Settings);
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
