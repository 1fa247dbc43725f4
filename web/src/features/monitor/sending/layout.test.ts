import { describe, expect, test } from 'vitest';
import { cellAt, cellsOf, layoutOf, partsOf, type Box } from './layout';

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each([280, 320, 559, 560, 900, 1400])('%i pixels wide', (width) => {
  test.each([1, 2, 8])('with %i groups nothing is outside, and nothing over another', (groups) => {
    const layout = layoutOf(width, groups);
    const boxes = [layout.queue, ...layout.lanes.map(({ box }) => box), layout.people];
    expect(layout.lanes).toHaveLength(groups);
    for (const [i, box] of boxes.entries()) {
      expect(box.width).toBeGreaterThan(100);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
      for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
    }
  });
});

test('cells stay within their box, and are no more than what they show', () => {
  const box = { x: 10, y: 20, width: 100, height: 50 };
  const { columns, count } = cellsOf(box, 100_000_000);
  expect([columns, count]).toEqual([12, 72]);
  const last = cellAt(box, columns, count - 1);
  expect(last.x + last.width).toBeLessThanOrEqual(box.x + box.width);
  expect(last.y + last.height).toBeLessThanOrEqual(box.y + box.height);
  expect(cellsOf(box, 5).count).toBe(5);
});

test('cells are shared out as the parts are', () => {
  expect(partsOf([1, 1, 2], 4)).toEqual([0, 1, 2, 2]);
  expect(partsOf([0, 3, 0, 1], 4)).toEqual([1, 1, 1, 3]);
  expect(partsOf([99_999_999, 1, 0], 4)).toEqual([0, 0, 0, 0]);
  expect(partsOf([0, 0], 4)).toEqual([]);
});
