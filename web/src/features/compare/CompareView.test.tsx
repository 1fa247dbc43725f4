import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import type { Simulation } from '@/api/types';
import { completed, preparing } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { fullCompleted } from '@/testing/wholeModel';
import CompareView from './CompareView';

function known(...simulations: Simulation[]) {
  server.use(
    http.get(address('/snapshots/:id'), ({ params }) => {
      const found = simulations.find(({ id }) => id === params.id);
      return found ? HttpResponse.json(found) : problem(404);
    }),
  );
}

const second: Simulation = {
  ...completed,
  id: 'sim-2',
  settings: { ...completed.settings, timeToLive: 1200 },
  progress: { ...completed.progress, delivered: 760, expired: 190 },
  latency: undefined,
};

const cellsOf = (region: string, row: RegExp) =>
  within(within(screen.getByRole('region', { name: region })).getByRole('row', { name: row }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

test('puts figures, differences, settings that differ and curves side by side', async () => {
  known(completed, second);
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  const chart = await screen.findByRole('img', { name: /delivered over simulated time/ });
  expect(chart).toHaveAccessibleDescription(
    /A: Flood warning: 950 delivered, 95.0 %, after 41 min 40 s\. B: Flood warning: 760 delivered/,
  );
  expect(cellsOf('Settings that differ', /Time-to-live/)).toEqual(['unlimited', '20 min']);
  expect(screen.getByText('20 min', { selector: 'mark' })).toBeInTheDocument();
  expect(screen.queryByRole('row', { name: /Random seed/ })).not.toBeInTheDocument();
  expect(cellsOf('Figures', /^Delivered/)).toEqual(['950', '760−190 (−20 %)']);
  expect(cellsOf('Figures', /^Failed/)).toEqual(['50', '50the same']);
  expect(cellsOf('Figures', /^Half/)).toEqual(['20 min 50 s', '–']);
  expect(screen.getByRole('link', { name: 'B: Flood warning' })).toHaveAttribute(
    'href',
    '/simulations/sim-2',
  );
});

test('has a figure of what only one has', async () => {
  known(completed, { ...fullCompleted, id: 'sim-2' });
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(cellsOf('Figures', /^Unreachable/)).toEqual(['0', '30+30']);
  expect(cellsOf('Figures', /^Acknowledged/)).toEqual(['0', '540+540']);
  expect(cellsOf('Figures', /^Repeats/)).toEqual(['0', '110+110']);
  expect(cellsOf('Figures', /^Refused by caps/)).toEqual(['–', '40']);
  expect(cellsOf('Figures', /^Cost of the sending/)).toEqual(['–', '15.84 EUR']);
});

test('has no row of what none has', async () => {
  known(completed, second);
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(
    screen.queryByRole('row', { name: /Unreachable|Acknowledged|Repeats|caps|sending/ }),
  ).not.toBeInTheDocument();
});

test('says that a difference may be luck where the seeds differ, and only there', async () => {
  known(completed, second, { ...second, id: 'sim-3', settings: { ...second.settings, seed: 43 } });
  const view = show(<CompareView ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(screen.queryByText(/may be luck/)).not.toBeInTheDocument();
  view.unmount();
  show(<CompareView ids={['sim-1', 'sim-3']} />);
  expect(await screen.findByText('Part of the differences may be luck')).toBeInTheDocument();
});

test('says that all settings are the same', async () => {
  known(completed, { ...completed, id: 'sim-2' });
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText(/All settings that make a difference are the same/)).toBeInTheDocument();
});

test('stands with one that has no figures yet', async () => {
  known(completed, { ...preparing, id: 'sim-2' });
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByRole('region', { name: 'Figures' })).toBeInTheDocument();
  expect(cellsOf('Figures', /^Average/)[1]).toBe('–');
});

test('compares what is left when one is gone', async () => {
  known(completed, second);
  show(<CompareView ids={['sim-1', 'sim-9', 'sim-2']} />);
  expect(await screen.findByText('1 simulation not found')).toBeInTheDocument();
  expect(await screen.findByRole('link', { name: 'B: Flood warning' })).toBeInTheDocument();
});

test('says that there is nothing to compare', () => {
  show(<CompareView ids={['']} />);
  expect(screen.getByText('There is nothing to compare')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Choose others' })).toHaveAttribute('href', '/history');
});

test('says why one cannot be shown', async () => {
  server.use(http.get(address('/snapshots/:id'), () => problem(422, { detail: 'the id is too long' })));
  show(<CompareView ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText('The id is too long.')).toBeInTheDocument();
});
