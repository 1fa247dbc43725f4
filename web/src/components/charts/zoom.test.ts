import { expect, test } from 'vitest';
import { showing, spanOf, zoomed } from './zoom';

test('looks closer about a place, further away within the whole, and at last at all', () => {
  expect(zoomed({ from: 0, to: 100 }, 20, 1 / 2, 100)).toEqual({ from: 10, to: 60 });
  expect(zoomed({ from: 10, to: 30 }, 10, 2, 100)).toEqual({ from: 10, to: 50 });
  expect(zoomed({ from: 70, to: 100 }, 100, 2, 100)).toEqual({ from: 40, to: 100 });
  expect(zoomed({ from: 40, to: 100 }, 60, 2, 100)).toBeUndefined();
  expect(zoomed({ from: 0, to: 0.01 }, 0, 1 / 2, 100)).toEqual({ from: 0, to: 0.01 });
});

test('takes a part drawn over in either way, however short it is', () => {
  expect(spanOf(30, 10, 100)).toEqual({ from: 10, to: 30 });
  expect(spanOf(100, 100, 100)).toEqual({ from: 99.99, to: 100 });
});

test('moves as far as is needed to see a place', () => {
  expect(showing({ from: 10, to: 20 }, 25)).toEqual({ from: 15, to: 25 });
  expect(showing({ from: 10, to: 20 }, 5)).toEqual({ from: 5, to: 15 });
  expect(showing({ from: 10, to: 20 }, 15)).toEqual({ from: 10, to: 20 });
});
