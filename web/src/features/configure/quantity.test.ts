import { expect, test } from 'vitest';
import cases from '../../../../internal/quantity/testdata/cases.json';
import { readQuantity, type Quantity } from './quantity';

interface Case {
  kind: string;
  text: string;
  value?: number;
  refused?: string;
}

test.each((cases as Case[]).map(({ kind, text, value, refused }) => [kind, text, value, refused] as const))(
  '%s %j is %s',
  (kind, text, value, refused) => {
    const reading = readQuantity(kind as Quantity, text);
    if (refused === undefined) expect(reading).toEqual({ value });
    else expect('wrong' in reading && reading.wrong.slice(0, refused.length)).toBe(refused);
  },
);
