import { expect, test } from 'vitest';
import { textParts } from './textParts';

test.each<[string, string, number, string | undefined]>([
  ['nothing is one part', '', 1, undefined],
  ['160 places fit into one', 'a'.repeat(160), 1, undefined],
  ['161 need two', 'a'.repeat(161), 2, undefined],
  ['of 153 places each', 'a'.repeat(306), 2, undefined],
  ['and 307 need three', 'a'.repeat(307), 3, undefined],
  ['a sign of the extension takes two places', '€'.repeat(81), 2, undefined],
  ['line breaks and accents of the alphabet take one', 'é\n'.repeat(80), 1, undefined],
  ['any other character leaves 70 places', 'ş' + 'a'.repeat(69), 1, 'ş'],
  ['or 67 each in several', 'a'.repeat(70) + 'ş', 2, 'ş'],
  ['a character outside the basic plane takes two', '🌊'.repeat(36), 2, '🌊'],
])('%s', (_why, text, parts, foreign) => {
  expect(textParts(text)).toEqual({ parts, foreign });
});
