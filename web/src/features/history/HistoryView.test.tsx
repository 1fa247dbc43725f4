import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import type { SimulationSummary } from '@/api/types';
import { cancelled, completed, failed, ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { fullCompleted } from '@/testing/wholeModel';
import { resultOf } from './result';
import HistoryView from './HistoryView';

type Made = SimulationSummary & { tags?: string[] };

/** The history in pages; each is searched as the server searches, so that one may be empty without being the last. */
function pages(...all: Made[][]) {
  server.use(
    http.get(address('/simulations'), ({ request }) => {
      const { searchParams: asked } = new URL(request.url);
      const page = Number(asked.get('after') ?? 0);
      const next = page + 1 < all.length ? String(page + 1) : undefined;
      const text = (asked.get('find') ?? '').toLowerCase();
      const [tag, state] = [asked.get('tag'), asked.get('state')];
      const items = (all[page] ?? [])
        .map((one) => ({ tags: [], answer: `The answer of ${one.settings.name}.`, ...one }))
        .filter(
          ({ settings: { name }, tags, ...one }) =>
            [name, ...tags].some((word) => word.toLowerCase().includes(text)) &&
            (tag === null || tags.includes(tag)) &&
            (state === null || one.state === state),
        );
      return HttpResponse.json({ items, next } as JsonBodyType);
    }),
  );
}

beforeEach(() => localStorage.clear());

/** Chooses something in the menu of a row. */
async function choose(user: ReturnType<typeof show>['user'], name: string, action: RegExp) {
  await user.click(await screen.findByRole('button', { name: `Actions of ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
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
  await choose(user, 'Flood warning', /Delete/);
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
  await choose(user, 'Flood warning', /Delete/);
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('No simulation has been submitted yet.')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('says why one was not deleted', async () => {
  pages([completed]);
  server.use(http.delete(address('/simulations/sim-1'), () => problem(409, { detail: 'it is active' })));
  const { user } = show(<HistoryView />);
  await choose(user, 'Flood warning', /Delete/);
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

test('one at work is not deleted', async () => {
  pages([running()]);
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Actions of Flood warning' }));
  expect(await screen.findByRole('menuitem', { name: /Clone/ })).toBeInTheDocument();
  expect(screen.queryByRole('menuitem', { name: /Delete/ })).not.toBeInTheDocument();
});

test('finds by name, tag and state, also what is not loaded', async () => {
  pages([named(completed, 'sim-9', 'Newest', 1)], [], several);
  const { user } = show(<HistoryView />);
  await screen.findByText('Newest');
  await user.type(screen.getByRole('searchbox', { name: 'Find by name or tag' }), 'flood');
  await screen.findByText('Flood, county A', undefined, { timeout: 3000 });
  expect(names()).toEqual(['Flood, county B', 'Flood, county A']);
  expect(screen.getAllByText('2 simulations found')[0]).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /^Filter by state/ }));
  await user.click(await screen.findByRole('option', { name: 'cancelled' }));
  expect(await screen.findByText('No simulations match.')).toBeInTheDocument();
});

test('a tag finds all that have it, until it is taken back', async () => {
  pages([{ ...named(completed, 'sim-3', 'Flood, county B', 10), tags: ['q3'] }], several.slice(1));
  const { user } = show(<HistoryView />);
  await user.click(await screen.findByRole('button', { name: 'Tag q3: find all' }));
  await waitFor(() => expect(names()).toEqual(['Flood, county B']));
  await user.click(screen.getByRole('button', { name: 'Tag q3: find without it' }));
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('Outage')).toBeInTheDocument();
});

test('sets tags and removes them', async () => {
  const bodies: unknown[] = [];
  let tags = ['q3'];
  pages([{ ...completed, tags }]);
  server.use(
    http.post(address('/simulations/sim-1/tags'), async ({ request }) => {
      const body = (await request.json()) as { add: string[]; remove: string[] };
      bodies.push(body);
      tags = [...tags, ...body.add].filter((tag) => !body.remove.includes(tag));
      pages([{ ...completed, tags }]);
      return HttpResponse.json({ tags });
    }),
  );
  const { user } = show(<HistoryView />);
  await choose(user, 'Flood warning', /Tags/);
  await user.type(await screen.findByRole('textbox', { name: 'Another tag' }), ' drill {Enter}');
  expect(await screen.findByRole('button', { name: 'Remove drill' })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Remove q3' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove q3' })).not.toBeInTheDocument());
  expect(bodies).toEqual([
    { add: ['drill'], remove: [] },
    { add: [], remove: ['q3'] },
  ]);
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(await screen.findByRole('button', { name: 'Tag drill: find all' })).toBeInTheDocument();
});

test('says why a tag was not set', async () => {
  pages([completed]);
  server.use(http.post(address('/simulations/sim-1/tags'), () => problem(409, { detail: 'it has ten' })));
  const { user } = show(<HistoryView />);
  await choose(user, 'Flood warning', /Tags/);
  await user.type(await screen.findByRole('textbox', { name: 'Another tag' }), 'drill');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('It has ten.')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Another tag' })).toHaveValue('drill');
});

test('every row can be compared against the baseline', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  await choose(user, 'Outage', /Make it the baseline/);
  expect(await screen.findByText('baseline')).toBeInTheDocument();
  await choose(user, 'Flood, county A', /against the baseline/);
  expect(window.location.pathname + window.location.search).toBe('/compare?ids=sim-2,sim-1');
  await user.click(screen.getByRole('checkbox', { name: 'Select Flood, county B' }));
  await user.click(screen.getByRole('button', { name: 'Against the baseline' }));
  expect(window.location.search).toBe('?ids=sim-2,sim-3');
  await choose(user, 'Outage', /No longer the baseline/);
  expect(screen.queryByText('baseline')).not.toBeInTheDocument();
});

test('compares one with the settings in the form', async () => {
  pages(several);
  const { user } = show(<HistoryView />);
  await choose(user, 'Outage', /settings in the form/);
  expect(window.location.pathname + window.location.search).toBe('/compare?ids=sim-2,form');
});

test('on a phone each has messages, when, and the answer', async () => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === '(width < 900px)',
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  pages(several);
  const { user } = show(<HistoryView />);
  const list = await screen.findByRole('list', { name: 'History of simulations' });
  const [first] = within(list).getAllByRole('listitem');
  expect(first).toHaveTextContent(
    /Flood, county B.*completed.*10 messages, Nov 23, 2026.*The answer of Flood, county B\./,
  );
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
  await user.click(screen.getByRole('checkbox', { name: 'Select Outage' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select Flood, county A' }));
  await user.click(screen.getByRole('button', { name: /^Compare \(2\)/ }));
  expect(window.location.search).toBe('?ids=sim-2,sim-1');
  vi.unstubAllGlobals();
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
  await choose(user, 'Outage', /Clone/);
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
