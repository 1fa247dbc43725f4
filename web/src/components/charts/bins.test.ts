import { expect, test } from 'vitest';
import { sumsOf } from './bins';

test('sums bins up, to the end of the run and no further', () => {
  expect(sumsOf([3, 4], 10, 15)).toEqual([
    { x: 0, y: 0 },
    { x: 10, y: 3 },
    { x: 15, y: 7 },
  ]);
});
