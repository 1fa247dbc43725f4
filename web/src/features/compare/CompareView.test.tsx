import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { NewSettings, Simulation } from '@/api/types';
import { setBaseline } from '@/components/baseline';
import { completed, forecast, preparing } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { fullCompleted } from '@/testing/wholeModel';
import CompareView from './CompareView';

beforeEach(() => localStorage.clear());

/** The view with what the form has now. */
function Compare({ ids, form }: { ids: string[]; form?: NewSettings | undefined }) {
  return <CompareView ids={ids} readForm={() => Promise.resolve(form)} />;
}

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
  show(<Compare ids={['sim-1', 'sim-2']} />);
  const chart = await screen.findByRole('img', { name: /delivered over simulated time/ });
  expect(chart).toHaveAccessibleDescription(
    /A: Flood warning: 950 delivered, 95.0 %, after 41 min 40 s\. B: Flood warning: 760 delivered/,
  );
  expect(cellsOf('Settings that differ', /Time-to-live/)).toEqual(['unlimited', '20 min']);
  expect(screen.getByText('20 min', { selector: 'mark' })).toBeInTheDocument();
  expect(screen.queryByRole('row', { name: /Random seed/ })).not.toBeInTheDocument();
  expect(cellsOf('Figures', /^Delivered/)).toEqual(['950', '760−190 (−20 %) worse']);
  expect(cellsOf('Figures', /^Failed/)).toEqual(['50', '50the same']);
  expect(cellsOf('Figures', /^Half/)).toEqual(['20 min 50 s', '–']);
  expect(screen.getByRole('link', { name: 'B: Flood warning' })).toHaveAttribute(
    'href',
    '/simulations/sim-2',
  );
});

test('has a figure of what only one has', async () => {
  known(completed, { ...fullCompleted, id: 'sim-2' });
  show(<Compare ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(cellsOf('Figures', /^Unreachable/)).toEqual(['0', '30+30 worse']);
  expect(cellsOf('Figures', /^Acknowledged/)).toEqual(['0', '540+540 better']);
  expect(cellsOf('Figures', /^Repeats/)).toEqual(['0', '110+110 worse']);
  expect(cellsOf('Figures', /^Refused by caps/)).toEqual(['–', '40']);
  expect(cellsOf('Figures', /^Cost of the sending/)).toEqual(['–', '15.84 EUR']);
});

test('has no row of what none has', async () => {
  known(completed, second);
  show(<Compare ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(
    screen.queryByRole('row', { name: /Unreachable|Acknowledged|Repeats|caps|sending/ }),
  ).not.toBeInTheDocument();
});

test('says that a difference may be luck where the seeds differ, and only there', async () => {
  known(completed, second, { ...second, id: 'sim-3', settings: { ...second.settings, seed: 43 } });
  const view = show(<Compare ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Figures' });
  expect(screen.queryByText(/may be luck/)).not.toBeInTheDocument();
  view.unmount();
  show(<Compare ids={['sim-1', 'sim-3']} />);
  expect(await screen.findByText('Part of the differences may be luck')).toBeInTheDocument();
});

test('says that all settings are the same', async () => {
  known(completed, { ...completed, id: 'sim-2' });
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText(/All settings that make a difference are the same/)).toBeInTheDocument();
});

test('stands with one that has no figures yet', async () => {
  known(completed, { ...preparing, id: 'sim-2' });
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByRole('region', { name: 'Figures' })).toBeInTheDocument();
  expect(cellsOf('Figures', /^Average/)[1]).toBe('–');
});

test('compares what is left when one is gone', async () => {
  known(completed, second);
  show(<Compare ids={['sim-1', 'sim-9', 'sim-2']} />);
  expect(await screen.findByText('1 simulation not found')).toBeInTheDocument();
  expect(await screen.findByRole('link', { name: 'B: Flood warning' })).toBeInTheDocument();
});

test('says that there is nothing to compare', () => {
  show(<Compare ids={['']} />);
  expect(screen.getByText('There is nothing to compare')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Choose others' })).toHaveAttribute('href', '/history');
});

test('says why one cannot be shown', async () => {
  server.use(http.get(address('/snapshots/:id'), () => problem(422, { detail: 'the id is too long' })));
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText('The id is too long.')).toBeInTheDocument();
});

/** Answers forecasts with several seeds: the time of the objective with each, by whether messages expire. */
function chances(timesOf: (settings: NewSettings) => (number | null)[]) {
  const bodies: NewSettings[] = [];
  server.use(
    http.post(address('/forecast'), async ({ request }) => {
      const settings = (await request.json()) as NewSettings;
      bodies.push(settings);
      const { share = 0, within = 0 } = settings.objectives?.[0] ?? {};
      const interval = { low: 0, high: 1 };
      const objectives = [{ share, within, met: 0, interval, values: timesOf(settings) }];
      const replications = { runs: 20, confidence: 0.95, figures: [], objectives };
      return HttpResponse.json({ ...forecast, settings, replications } as object);
    }),
  );
  return bodies;
}

test('tells first what changed and what it did, and what chance does', async () => {
  const faster: Simulation = {
    ...second,
    settings: { ...completed.settings, messages: 500, seed: 7 },
    forecast: completed.forecast && {
      ...completed.forecast,
      answer: { ...completed.forecast.answer, after: 1900 },
    },
  };
  known(completed, faster);
  const bodies = chances(({ messages }) =>
    Array.from({ length: 20 }, (_, seed) => (messages === 1000 ? 2500 : 1900) + seed),
  );
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(
    await screen.findByText(
      /^Half the messages \(1,000 → 500\): 95 % reached after 31 min 40 s instead of 41 min 40 s, 10 min sooner, 16 min 40 s later than wanted/,
    ),
  ).toBeInTheDocument();
  expect(
    await screen.findByText(
      'The difference is larger than chance makes it. With 20 seeds, the same for both, it is sooner with every one, by 10 min. Chance alone moves A from 41 min 40 s to 41 min 59 s.',
    ),
  ).toBeInTheDocument();
  expect(bodies.map(({ seed }) => seed)).toEqual([42, 42]);
});

test('says that a difference may be luck', async () => {
  known(completed, second);
  chances(({ timeToLive }) =>
    Array.from({ length: 20 }, (_, seed) => 2500 + (timeToLive === null ? 30 : 60 * (seed % 2))),
  );
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText(/it may be luck\. With 20 seeds.*it is sooner with 10/)).toBeInTheDocument();
});

test('does not run what is large unasked, and not at all what is too large', async () => {
  const large = (messages: number): Simulation => ({
    ...completed,
    settings: { ...completed.settings, messages },
  });
  const bodies = chances(() => []);
  known(large(4_000_000), { ...large(4_000_000), id: 'sim-2' });
  const { user, unmount } = show(<Compare ids={['sim-1', 'sim-2']} />);
  const ask = await screen.findByRole('button', { name: /^Run each with 20 seeds/ });
  expect(bodies).toHaveLength(0);
  await user.click(ask);
  await waitFor(() => expect(bodies).toHaveLength(1)); // both have the same settings
  unmount();
  known(large(50_000_000), { ...large(50_000_000), id: 'sim-2' });
  show(<Compare ids={['sim-1', 'sim-2']} />);
  expect(await screen.findByText(/^Too many messages/)).toBeInTheDocument();
});

test('compares with the settings in the form, with the same seed', async () => {
  known(completed);
  const form = { ...completed.settings, seed: undefined, timeToLive: 600 } as NewSettings;
  const bodies = chances(() => []);
  show(<Compare ids={['sim-1', 'form']} form={form} />);
  expect(await screen.findByText('in the form, not saved')).toBeInTheDocument();
  expect(screen.getByText(/^Time-to-live: unlimited → 10 min: 95 % reached after/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /^B:/ })).toHaveAttribute('href', '/new');
  expect(bodies[0]).toMatchObject({ seed: 42, timeToLive: 600 });
});

test('says that the form has faults', async () => {
  known(completed);
  show(<Compare ids={['sim-1', 'form']} />);
  expect(await screen.findByText('The settings in the form cannot be compared yet')).toBeInTheDocument();
});

test('takes the form and the baseline in, and measures by another one', async () => {
  known(completed, second);
  const { user } = show(<Compare ids={['sim-1', 'sim-2']} />);
  const [, ofSecond] = await screen.findAllByRole('button', { name: /^Make it the baseline/ });
  if (!ofSecond) throw new Error('the second cannot be the baseline');
  await user.click(ofSecond);
  await user.click(screen.getByRole('button', { name: 'Against the baseline' }));
  expect(window.location.search).toBe('?ids=sim-2,sim-1');
  await user.click(screen.getByRole('button', { name: 'With the settings in the form' }));
  expect(window.location.search).toBe('?ids=sim-1,sim-2,form');
  await user.click(screen.getByRole('button', { name: /^Measure by B/ }));
  expect(window.location.search).toBe('?ids=sim-2,sim-1');
});

test('a baseline that is gone is none any more', async () => {
  known(completed, second);
  setBaseline({ id: 'sim-9', name: 'Gone' });
  show(<Compare ids={['sim-9', 'sim-1', 'sim-2']} />);
  expect(await screen.findByText('1 simulation not found')).toBeInTheDocument();
  await waitFor(() => expect(localStorage.getItem('alertsim.baseline')).toBeNull());
});

test('tells which objective was met or missed, and when it was reached', async () => {
  const met: Simulation = {
    ...completed,
    id: 'sim-2',
    objectives: [
      { share: 0.95, within: 900, met: true, at: 720 },
      { share: 0.5, within: 60, met: null, at: null },
    ],
  };
  known(completed, met);
  show(<Compare ids={['sim-1', 'sim-2']} />);
  await screen.findByRole('region', { name: 'Objectives' });
  expect(cellsOf('Objectives', /^95 % within 15 min/)).toEqual([
    'missed: reached after 41 min 40 s, 26 min 40 s late',
    'met: reached after 12 min',
  ]);
  expect(cellsOf('Objectives', /^50 % within 1 min/)).toEqual(['–', 'ended before it was decided']);
});
