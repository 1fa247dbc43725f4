import { expect, test } from 'vitest';
import cases from '../../../../internal/simulation/testdata/textparts.json';
import { asKept, textParts } from './textParts';

test.each(cases)('$why', ({ text, parts, foreign }) => {
  const whole = text.map(([piece, times]) => String(piece).repeat(Number(times))).join('');
  expect(textParts(whole)).toEqual({ parts, foreign });
});

test('a text is counted as the server keeps it', () => {
  expect(asKept('one\r\ntwo\rthree\u2028\tfour')).toBe('one\ntwo\nthree\n four');
});
