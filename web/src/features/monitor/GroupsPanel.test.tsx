import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Simulation } from '@/api/types';
import { ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { fullRunning } from '@/testing/wholeModel';
import { GroupsPanel } from './GroupsPanel';

const groups = [
  { name: 'lines', senders: 4, attempts: 1000, delivered: 950, failed: 50, averageSendTime: 10 },
];

function withGroup(simulation: Simulation): Simulation {
  return { ...simulation, forecast: simulation.forecast && { ...simulation.forecast, groups } };
}

const cells = () => screen.getAllByRole('cell').map(({ textContent }) => textContent);

test('a single group has done what was done so far', () => {
  show(<GroupsPanel simulation={withGroup(running(412))} />);
  expect(screen.getByText('What it has sent so far.')).toBeInTheDocument();
  expect(cells()).toEqual(['4', '412', '20', '432', '95.4 %', '9.97 s']);
});

test('before the start, and of several, it is what the plan says', () => {
  const { rerender } = show(<GroupsPanel simulation={withGroup(ready)} />);
  const plan = 'What each comes to in the whole run, by the plan.';
  expect(screen.getByText(plan)).toBeInTheDocument();
  expect(cells()).toContain('950');
  rerender(<GroupsPanel simulation={fullRunning} />);
  expect(screen.getByText(plan)).toBeInTheDocument();
});
