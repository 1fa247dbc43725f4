import { expect, test } from 'vitest';
import { csvOf, isoOf } from './csv';
import type { DrawnChart } from './drawn';

const chart: DrawnChart = {
  label: 'a',
  description: '',
  targets: [],
  bands: [],
  marks: [],
  x: { label: 'simulated time', format: String, kind: 'time' },
  y: { label: 'share', format: String, kind: 'count', unit: '%' },
  series: [{ name: '=SUM(A1), "x"', tone: 'first', points: [0.1 + 0.2, 1].map((x) => ({ x, y: x * 10 })) }],
};

test('plain numbers with units in the first line; names are no formulas', () => {
  expect(csvOf(chart, chart.x, undefined)).toBe(
    'simulated time (s),"\'=SUM(A1), ""x"" (share, %)"\r\n0.3,3\r\n1,10\r\n',
  );
});

test('moments have the offset of the zone then', () => {
  const calendar = { start: '2026-10-24T18:00:00+02:00', zone: 'Europe/Berlin' };
  expect(isoOf(calendar, 0)).toBe('2026-10-24T18:00:00+02:00');
  expect(isoOf(calendar, 36_000.25)).toBe('2026-10-25T03:00:00.250+01:00');
  expect(csvOf(chart, chart.x, calendar)).toContain(',"time (ISO 8601, Europe/Berlin)",');
});
