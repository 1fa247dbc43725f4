import { expect, test } from 'vitest';
import { chanceOf } from './chance';

const each = (n: number, at: (seed: number) => number | null) =>
  Array.from({ length: n }, (_, seed) => at(seed));

test('a difference that every seed has is beyond chance', () => {
  const chance = chanceOf(
    each(20, (seed) => 100 + seed),
    each(20, (seed) => 60 + seed * 0.5),
  );
  expect(chance).toEqual({
    seeds: 20,
    sooner: 20,
    later: 0,
    differences: [-49.5, -40],
    alone: [100, 119],
    beyond: true,
  });
});

// 2 × (1 + 6) ÷ 64 = 22 %, 2 × 1 ÷ 64 = 3 %; of 20 it is 15 (4.1 %) and not 14 (11.5 %).
test.each([
  [6, 5, false],
  [6, 6, true],
  [5, 5, false],
  [20, 14, false],
  [20, 15, true],
  [0, 0, false],
])('of %d seeds %d sooner', (seeds, sooner, beyond) => {
  const chance = chanceOf(
    each(seeds, () => 10),
    each(seeds, (seed) => (seed < sooner ? 9 : 11)),
  );
  expect([chance.sooner, chance.later, chance.beyond]).toEqual([sooner, seeds - sooner, beyond]);
});

test('never is later than late; the same is neither', () => {
  const chance = chanceOf([10, null, 12, null], [null, 11, 12, null]);
  expect(chance).toMatchObject({
    seeds: 4,
    sooner: 1,
    later: 1,
    differences: [0, 0],
    alone: [10, 12],
    beyond: false,
  });
});

test('what is equal with every seed is no difference', () => {
  expect(
    chanceOf(
      each(20, () => 5),
      each(20, () => 5),
    ),
  ).toMatchObject({ sooner: 0, later: 0, beyond: false });
});
