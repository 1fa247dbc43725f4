import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { expect, test } from 'vitest';
import type { SimulationSummary } from '@/api/types';
import { cancelled, completed, failed, ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { fullCompleted } from '@/testing/wholeModel';
import { resultOf } from './columns';
import HistoryView from './HistoryView';

function pages(...all: SimulationSummary[][]) {
  server.use(
    http.get(address('/simulations'), ({ request }) => {
      const page = Number(new URL(request.url).searchParams.get('after') ?? 0);
      const next = page + 1 < all.length ? String(page + 1) : undefined;
      return HttpResponse.json({ items: all[page], next } as JsonBodyType);
    }),
  );
}

test('lists simulations with state, size and result, and a way to each', async () => {
  pages([{ ...running(), id: 'sim-2' }, completed]);
  show(<HistoryView />);
  await screen.findAllByRole('link', { name: 'Flood warning' });
  const [active, ended] = screen.getAllByRole<HTMLTableRowElement>('row').slice(1);
  if (!active || !ended) throw new Error('there are not two rows');
  expect(within(active).getByText('running')).toBeInTheDocument();
  expect(within(ended).getByText(/950 delivered, 50 failed, in 41 min 40 s/)).toBeInTheDocument();
  expect(within(ended).getByText('missed')).toBeInTheDocument();
  expect(within(active).getByText('not decided yet')).toBeInTheDocument();
  expect(within(active).getByRole('link')).toHaveAttribute('href', '/simulations/sim-2');
  expect(within(active).queryByRole('button', { name: /Delete/ })).not.toBeInTheDocument();
});

test('shows more, page by page', async () => {
  pages([completed], [{ ...cancelled, id: 'sim-0', settings: { ...cancelled.settings, name: 'Older' } }]);
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('Older')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
});

test('says that there is nothing yet', async () => {
  pages([]);
  show(<HistoryView />);
  expect(await screen.findByText('No simulation has been submitted yet.')).toBeInTheDocument();
});

test('deletes after it has asked', async () => {
  pages([completed]);
  let gone = false;
  server.use(
    http.delete(address('/simulations/sim-1'), () => {
      gone = true;
      pages([]);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Delete Flood warning' }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('No simulation has been submitted yet.')).toBeInTheDocument();
  expect(gone).toBe(true);
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('one that another member has deleted is deleted', async () => {
  pages([completed]);
  server.use(
    http.delete(address('/simulations/sim-1'), () => {
      pages([]);
      return problem(404);
    }),
  );
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Delete Flood warning' }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('No simulation has been submitted yet.')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('says why one was not deleted', async () => {
  pages([completed]);
  server.use(http.delete(address('/simulations/sim-1'), () => problem(409, { detail: 'it is active' })));
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Delete Flood warning' }));
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('It is active.')).toBeInTheDocument();
});

const named = (simulation: SimulationSummary, id: string, name: string, messages: number) => ({
  ...simulation,
  id,
  settings: { ...simulation.settings, name, messages },
});
const several = [
  named(completed, 'sim-3', 'Flood, county B', 10),
  named(cancelled, 'sim-2', 'Outage', 30),
  named(completed, 'sim-1', 'Flood, county A', 20),
];
const names = () => screen.getAllByRole('link', { name: /Flood|Outage/ }).map((link) => link.textContent);

test('sorts by a column, one way and the other', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  await screen.findByText('Outage');
  await user.click(screen.getByRole('button', { name: /^Messages/ }));
  expect(names()).toEqual(['Flood, county B', 'Flood, county A', 'Outage']);
  await user.click(screen.getByRole('button', { name: /^Messages/ }));
  expect(names()).toEqual(['Outage', 'Flood, county A', 'Flood, county B']);
  await user.click(screen.getByRole('button', { name: /^State/ }));
  expect(names()[0]).toBe('Outage');
});

test('finds by name and by state', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  await screen.findByText('Outage');
  await user.type(screen.getByRole('searchbox', { name: 'Find by name' }), 'flood');
  expect(names()).toEqual(['Flood, county B', 'Flood, county A']);
  expect(screen.getAllByText('2 simulations found')[0]).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /^Filter by state/ }));
  await user.click(await screen.findByRole('option', { name: 'cancelled' }));
  expect(screen.getByText('No simulations match.')).toBeInTheDocument();
});

test('compares those that are selected', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  const compare = await screen.findByRole('button', { name: /^Compare/ });
  await user.click(await screen.findByRole('checkbox', { name: 'Select Outage' }));
  expect(compare).toHaveAttribute('aria-disabled', 'true');
  await user.click(screen.getByRole('checkbox', { name: 'Select Flood, county A' }));
  await user.click(screen.getByRole('button', { name: /^Compare \(2\)/ }));
  expect(window.location.pathname + window.location.search).toBe('/compare?ids=sim-2,sim-1');
});

test('clones one with changes', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Clone Outage with changes' }));
  expect(window.location.pathname + window.location.search).toBe('/new?like=sim-2');
});

test('says why there is no history to show', async () => {
  server.use(http.get(address('/simulations'), () => problem(400, { detail: 'that is no page' })));
  show(<HistoryView />);
  expect(await screen.findByText('The history cannot be shown')).toBeInTheDocument();
  expect(screen.getByText('That is no page.')).toBeInTheDocument();
});

test.each([
  [ready, 'not started'],
  [running(), '412 delivered, 20 failed'],
  [completed, '950 delivered, 50 failed, in 41 min 40 s'],
  [fullCompleted, '900 delivered, 50 failed, 20 expired, 30 unreachable, 540 acknowledged, in 42 min 40 s'],
  [failed, '0 delivered, 20 failed, it was not completed after 1h12m0s'],
])('puts a result in one line', (simulation, line) => {
  expect(resultOf(simulation)).toBe(line);
});
