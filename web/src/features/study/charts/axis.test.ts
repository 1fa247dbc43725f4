import { expect, test } from 'vitest';
import { axisOf, changeAxisOf, placeOn, tickLabel, ticksOf } from './axis';

test('begins at 0 and ends at a round figure', () => {
  const axis = axisOf('seconds', [120, 910]);
  expect(axis).toEqual({ low: 0, high: 1200, logarithmic: false, unit: 'seconds' });
  expect(ticksOf(axis).map((x) => tickLabel(axis, x))).toEqual(['0', '5 min', '10 min', '15 min', '20 min']);
  expect([0, 300, 1200].map((x) => placeOn(axis, x))).toEqual([0, 0.25, 1]);
});

test('is logarithmic where the largest is many times the least', () => {
  const axis = axisOf('seconds', [12, 5000]);
  expect(axis).toEqual({ low: 10, high: 21_600, logarithmic: true, unit: 'seconds' });
  expect(ticksOf(axis)).toEqual([10, 60, 600, 3600, 21_600]);
  expect(placeOn(axis, 10)).toBe(0);
  expect(placeOn(axis, 21_600)).toBe(1);
  expect(placeOn(axis, Math.sqrt(10 * 21_600))).toBeCloseTo(0.5);
  expect(ticksOf(axisOf('senders', [3, 400]))).toEqual([1, 10, 100, 1000]);
});

test('counts senders whole, shares to 100 %, and money in its currency', () => {
  expect(ticksOf(axisOf('senders', [1, 2]))).toEqual([0, 1, 2]);
  const share = axisOf('share', [0.2]);
  expect(ticksOf(share).map((x) => tickLabel(share, x))).toEqual([
    '0 %',
    '20 %',
    '40 %',
    '60 %',
    '80 %',
    '100 %',
  ]);
  expect(tickLabel(axisOf('EUR', [4]), 2)).toBe('2.00 EUR');
});

test('stands without figures, with one, and with none but 0', () => {
  for (const figures of [[], [0], [0, 0]])
    expect(axisOf('seconds', figures)).toMatchObject({ low: 0, high: 1 });
  expect(placeOn(axisOf('seconds', [7]), 7)).toBeLessThanOrEqual(1);
  expect(placeOn(changeAxisOf('seconds', [7, 7]), 7)).toBeLessThanOrEqual(1);
});

test('of changes begins beside the least', () => {
  expect(changeAxisOf('messages', [402, 500])).toMatchObject({ low: 400, high: 500 });
});
