import { expect, test } from 'vitest';
import cases from '../../../../internal/settings/testdata/textparts.json';
import { textParts } from './textParts';

test.each(cases)('$why', ({ text, parts, foreign }) => {
  const whole = text.map(([piece, times]) => String(piece).repeat(Number(times))).join('');
  expect(textParts(whole)).toEqual({ parts, foreign });
});
