import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Simulation } from '@/api/types';
import { completed, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { LagChart } from './LagChart';

function after(wallSeconds: number, lagSeconds: number): Simulation {
  const simulation = running();
  return { ...simulation, progress: { ...simulation.progress, wallSeconds, lagSeconds } };
}

test('shows the lag as it was seen since the page was opened, and says so', async () => {
  const { rerender } = show(<LagChart simulation={after(100, 0)} />);
  expect(screen.queryByRole('heading', { name: 'Lag' })).not.toBeInTheDocument();
  rerender(<LagChart simulation={after(105, 2)} />);
  rerender(<LagChart simulation={after(110, 1)} />);
  const chart = await screen.findByRole('img', { name: 'Lag of the run on the wall, over time' });
  expect(chart).toHaveAccessibleDescription('Now 1 s, at most 2 s.');
  expect(screen.getByText(/since it was opened, 1 min 40 s after the start\. What was before/)).toBeVisible();
  const reader = screen.getByRole('slider');
  reader.focus();
  expect(reader).toHaveAttribute('aria-valuemax', '10');
});

test('an ended run has none, unless it was seen before', () => {
  show(<LagChart simulation={completed} />);
  expect(screen.queryByRole('heading', { name: 'Lag' })).not.toBeInTheDocument();
});
