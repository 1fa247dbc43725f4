import type { Limits, Settings } from '@/api/types';
import { formOf, type SettingsForm } from '../form';
import { isRecord } from './link';
import { readFigures } from './tree';

/**
 * Reads a text as settings, JSON or YAML; an exported simulation or forecast has them inside. Fails with what is wrong,
 * and where.
 */
export async function documentOf(
  limits: Limits,
  text: string,
  fileName?: string,
): Promise<Record<string, unknown>> {
  const value = await parsed(text, fileName);
  if (!isRecord(value)) throw new Error('Settings are an object in braces: {"messages": 1000}.');
  const document = isRecord(value.settings) ? value.settings : value;
  return readFigures(limits, withoutExtensions(document));
}

async function parsed(text: string, fileName = ''): Promise<unknown> {
  const { parseYAML, repeatedName } = await import('./yaml');
  const isJSON =
    /\.json$/i.test(fileName) || (!/\.ya?ml$/i.test(fileName) && text.trimStart().startsWith('{'));
  if (!isJSON) return parseYAML(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`This is not JSON: ${reason}${lineIn(reason, text)}`);
  }
  const repeated = repeatedName(text);
  if (repeated) throw new Error(repeated);
  return value;
}

/** The line of a place that browsers tell by its distance from the beginning; others tell the line themselves. */
function lineIn(reason: string, text: string): string {
  const position = /position (\d+)/.exec(reason)?.[1];
  if (position === undefined || /\bline \d/.test(reason)) return '';
  return ` (line ${text.slice(0, Number(position)).split('\n').length})`;
}

/** Without what is there for people and anchors only: names that begin with x-. */
function withoutExtensions(document: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('x-')));
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
