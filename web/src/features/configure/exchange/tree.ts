import type { Field, Limits } from '@/api/types';
import { isShare, isTime } from '@/components/fieldKinds';
import { formatCount } from '@/components/format';
import { readQuantity, type Quantity } from '../quantity';
import { isRecord } from './link';

/** How deep objects and lists may nest; the server takes no more. */
export const depthLimit = 16;

/** What aliases may grow settings to; the largest ones that there can be have some hundred values. */
const maxValues = 10_000;

/** A scalar that YAML takes for a number, as it is written. */
export class Figure {
  constructor(readonly source: string) {}

  /** As the name of a field. */
  toString(): string {
    return this.source;
  }
}

/**
 * Reads the figures of a document that are written as people do, as the server's command line does: texts, and YAML's
 * plain numbers. JSON's own stay as they are, as JSON says what they are. What cannot be read stays, for the server to
 * refuse.
 */
export function readFigures(limits: Limits, document: Record<string, unknown>): Record<string, unknown> {
  const fields = new Map(limits.fields.map((field) => [field.path, field]));
  let values = 0;
  const walk = (value: unknown, path: string, depth: number): unknown => {
    if (depth > depthLimit) throw new Error('Objects and lists nest too deep.');
    if (++values > maxValues) throw new Error(`These are more than ${formatCount(maxValues)} values.`);
    if (Array.isArray(value)) return value.map((element) => walk(element, `${path}[]`, depth + 1));
    if (value instanceof Figure)
      return kindOf(fields.get(path)) ? textOrFigure(fields.get(path), value.source) : plainValue(value);
    if (typeof value === 'string') return textOrFigure(fields.get(path), value);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        name,
        walk(part, path ? `${path}.${name}` : name, depth + 1),
      ]),
    );
  };
  return walk(document, '', 1) as Record<string, unknown>;
}

function textOrFigure(field: Field | undefined, text: string): unknown {
  if (/\p{Cs}/u.test(text)) throw new Error('A text holds half of a character (a lone surrogate).');
  if (field?.nullable && text === 'none') return null;
  const kind = kindOf(field);
  const reading = kind && readQuantity(kind, text);
  return reading && 'value' in reading ? reading.value : text;
}

/** In a document a bare share is one of 1, not a percentage as in the form. */
function kindOf(field: Field | undefined): Quantity | undefined {
  if (field?.kind === 'integer') return 'whole';
  if (field?.kind !== 'number') return undefined;
  if (isShare(field)) return 'share';
  return isTime(field) ? 'seconds' : 'number';
}

/** A number where no figure belongs, or a text if it is not written as JSON has it. */
function plainValue({ source }: Figure): number | string {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(source) ? Number(source) : source;
}
