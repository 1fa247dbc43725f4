import type { Limits } from '@/api/types';
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
