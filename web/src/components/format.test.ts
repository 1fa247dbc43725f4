import { expect, test } from 'vitest';
import cases from '../../../internal/words/testdata/cases.json';
import * as format from './format';

type Value = number | string | boolean | null | number[];

/** All functions that the server has too (internal/words); its test has the same list. */
const writers: Record<string, (...of: never[]) => string> = {
  count: format.formatCount,
  counted: format.formatCounted,
  number: format.formatNumber,
  figure: (value: number, ...against: number[]) => format.formatFigure(value, against),
  rate: format.formatRate,
  bytes: format.formatBytes,
  money: format.formatMoney,
  share: format.formatShare,
  part: (part: number, whole: number, ...against: number[]) => format.formatPart(part, whole, against),
  parts: (counts: number[], ...against: number[]) => format.formatParts(counts, against).join(', '),
  portion: (share: number, ...against: number[]) => format.formatPortion(share, against),
  time: format.formatTime,
  duration: (seconds: number, ...against: number[]) => format.formatDuration(seconds, against),
  clock: format.formatClock,
  mean: format.formatMean,
  lag: format.formatLag,
  goal: format.formatGoal,
  verdict: format.formatVerdict,
  result: (share: number, within: number, met: boolean, at: number, delivered: number, messages: number) =>
    format.formatResult({ share, within, met, at, delivered, messages }),
};

test.each(cases.map(({ write, of, as }) => [write, of as Value[], as] as const))(
  '%s of %j is %s',
  (write, of, as) => {
    expect(writers[write]?.(...(of as never[]))).toBe(as);
  },
);

test('every function has a case', () => {
  expect([...new Set(cases.map(({ write }) => write))].sort()).toEqual(Object.keys(writers).sort());
});
