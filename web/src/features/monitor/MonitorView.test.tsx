import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { persistent } from '@/api/polling';
import { keepToken } from '@/api/token';
import type { Simulation } from '@/api/types';
import { ConnectionAlert } from '@/components/ConnectionAlert';
import { cancelled, completed, failed, preparing, ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import { eventually, pass, stopTheClock } from '@/testing/time';
import MonitorView from './MonitorView';

beforeEach(() => keepToken('token-1'));

const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);

function answers(...simulations: Simulation[]) {
  let calls = 0;
  server.use(
    http.get(address('/snapshots/sim-1'), () => json(simulations[Math.min(calls++, simulations.length - 1)])),
  );
  return { calls: () => calls };
}

function showMonitor(onReset = () => undefined) {
  return show(
    <>
      <ConnectionAlert />
      <MonitorView id="sim-1" onReset={onReset} />
    </>,
  );
}

/** What stands beside a label, where it first appears. */
const valueOf = (label: string) =>
  screen.getAllByText(label, { selector: 'dt, dt *' })[0]?.closest('dt')?.nextSibling;

test('preparing: says so, and lets cancel but not start', async () => {
  answers(preparing);
  showMonitor();
  expect(await screen.findByText('Preparing')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Start' })).not.toBeInTheDocument();
});

test('of another version of the engine: says what that means, and lets cancel but not start', async () => {
  answers({ ...ready, engineNotice: 'Version 1 of the engine created this simulation.' });
  showMonitor();
  expect(await screen.findByText('Version 1 of the engine created this simulation.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Start' })).not.toBeInTheDocument();
});

test('ready: shows what the plan says, and starts', async () => {
  answers(ready);
  const { answer, release } = held<null>();
  server.use(
    http.post(address('/simulations/sim-1/start'), async () => {
      await answer;
      return json(running(0));
    }),
  );
  const { user } = showMonitor();
  expect(await screen.findByText('Ready to start')).toBeInTheDocument();
  expect(valueOf('Time to run')).toHaveTextContent('41 min 40 s');
  expect(
    screen.getByText(/by the plan missed: reached after 41 min 40 s, 26 min 40 s late/),
  ).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Start' }));
  expect(await screen.findByRole('button', { name: /Starting…/ })).toBeInTheDocument();
  release(null);
  expect(await screen.findByRole('heading', { name: 'Progress' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Start/ })).not.toBeInTheDocument();
});

test('ready: says why it could not be started', async () => {
  answers(ready);
  server.use(
    http.post(address('/simulations/sim-1/start'), () =>
      problem(409, { detail: 'the simulation is running' }),
    ),
  );
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Start' }));
  expect(await screen.findByText('The simulation was not started')).toBeInTheDocument();
  expect(screen.getByText('The simulation is running.')).toBeInTheDocument();
});

test('two quick clicks start once, and leave no refusal on what runs', async () => {
  answers(ready, running(0));
  let starts = 0;
  server.use(
    http.post(address('/simulations/sim-1/start'), () =>
      starts++ === 0 ? json(running(0)) : problem(409, { detail: 'the simulation is running' }),
    ),
  );
  showMonitor();
  const button = await screen.findByRole('button', { name: 'Start' });
  button.click();
  button.click();
  expect(await screen.findByRole('heading', { name: 'Progress' })).toBeInTheDocument();
  expect(starts).toBe(1);
  expect(screen.queryByText('The simulation was not started')).not.toBeInTheDocument();
});

test('a refusal goes when another member has started it', async () => {
  answers(ready, ready, running(0));
  server.use(
    http.post(address('/simulations/sim-1/start'), () => problem(503, { detail: 'the store is away' })),
  );
  const { user, client } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Start' }));
  expect(await screen.findByText('The simulation was not started')).toBeInTheDocument();
  await client.invalidateQueries({ queryKey: ['simulation'] });
  expect(await screen.findByRole('heading', { name: 'Progress' })).toBeInTheDocument();
  expect(screen.queryByText('The simulation was not started')).not.toBeInTheDocument();
});

test('asked again whether to cancel, an earlier refusal is gone', async () => {
  answers(running());
  server.use(
    http.post(address('/simulations/sim-1/cancel'), () => problem(503, { detail: 'the store is away' })),
  );
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await user.click(await screen.findByRole('button', { name: 'Cancel the simulation' }));
  expect(await screen.findByText('The simulation was not cancelled')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Keep it' }));
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('button', { name: 'Cancel the simulation' })).toBeEnabled();
  expect(screen.queryByText('The simulation was not cancelled')).not.toBeInTheDocument();
});

test('running: counts add up on screen, figures have units', async () => {
  answers(running());
  showMonitor();
  await screen.findByRole('heading', { name: 'Progress' });
  const counts = ['Delivered', 'Failed', 'Expired', 'In flight', 'Waiting'].map((label) => {
    const [shown] = screen.getAllByText(label, { selector: '.balance-parts dt' });
    return Number(shown?.nextSibling?.textContent);
  });
  expect(counts).toEqual([412, 20, 0, 4, 564]);
  expect(valueOf('Messages in all')).toHaveTextContent('1,000');
  expect(valueOf('Average time per message')).toHaveTextContent('9.97 s');
  expect(valueOf('Throughput (simulated)')).toHaveTextContent('0.4 per second');
  expect(valueOf('Elapsed')).toHaveTextContent('18 min 1 s');
  expect(valueOf('Remaining')).toHaveTextContent('23 min 40 s');
  expect(valueOf('Lag')).toHaveTextContent('under 0.1 s');
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '43.2 %, 432 of 1,000');
  const chart = await screen.findByRole('img', { name: 'Messages that have ended, over simulated time' });
  expect(chart).toHaveAccessibleDescription(
    /So far: 412 delivered, 20 failed, 0 expired after 18 min\. By the plan: 950 delivered/,
  );
  expect(within(chart).getByText('95 % within 15 min')).toBeInTheDocument();
  expect(screen.getByText('delivered, by the plan')).toBeInTheDocument();
  expect(screen.getByRole('img', { name: /per second of simulated time/ })).toBeInTheDocument();
});

test('running: cancels after it has asked, and says what it is doing', async () => {
  answers(running());
  const { answer, release } = held<null>();
  server.use(
    http.post(address('/simulations/sim-1/cancel'), async () => {
      await answer;
      return json(cancelled);
    }),
  );
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  const dialog = await screen.findByRole('dialog', { name: 'Cancel “Flood warning”?' });
  expect(dialog).toHaveTextContent('412 of 1,000 delivered');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel the simulation' }));
  expect((await screen.findAllByText('Cancelling…'))[0]).toBeInTheDocument();
  release(null);
  expect(await screen.findByText(/^Cancelled on/)).toBeInTheDocument();
  expect(screen.getByText('Cancelled by a member of the session.')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('running: keeps on if cancel is thought better of', async () => {
  answers(running());
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await user.click(await screen.findByRole('button', { name: 'Keep it' }));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('completed: shows percentiles, objectives and what can be done next', async () => {
  answers(completed);
  const onReset = vi.fn();
  const { user } = showMonitor(onReset);
  expect(await screen.findByRole('heading', { name: 'Result' })).toBeInTheDocument();
  expect(valueOf('95 % within')).toHaveTextContent('39 min 35 s');
  expect(screen.getByText('missed: reached after 41 min 40 s, 26 min 40 s late')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'New simulation' })).toHaveAttribute('href', '/new?like=sim-1');
  expect(screen.getByText(/“Flood warning” is completed: 950 delivered/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Reset session' }));
  expect(onReset).toHaveBeenCalledOnce();
});

test('completed: exports a file', async () => {
  answers(completed);
  let asked = '';
  server.use(
    http.get(address('/simulations/sim-1/export'), ({ request }) => {
      asked = new URL(request.url).search;
      return HttpResponse.text('from,to,delivered\n');
    }),
  );
  const saved: string[] = [];
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: /CSV/ }));
  await waitFor(() => expect(saved).toEqual(['flood-warning.csv']));
  expect(asked).toBe('?format=csv');
});

test('completed: says why an export did not work', async () => {
  answers(completed);
  server.use(http.get(address('/simulations/sim-1/export'), () => problem(500, { detail: 'out of order' })));
  const { user } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: /JSON/ }));
  expect(await screen.findByText('The export did not work. Out of order.')).toBeInTheDocument();
});

test('completed: has a report; one that was cancelled has none', async () => {
  answers(completed);
  const { user, unmount } = showMonitor();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('menuitem', { name: /HTML report/ })).toBeInTheDocument();
  unmount();
  answers(cancelled);
  const second = showMonitor();
  await second.user.click(await screen.findByRole('button', { name: 'Export' }));
  expect(await screen.findByRole('menuitem', { name: /JSON/ })).toBeInTheDocument();
  expect(screen.queryByRole('menuitem', { name: /HTML report/ })).not.toBeInTheDocument();
});

test('running: says what each group comes to, and how the shards stand', async () => {
  vi.setSystemTime('2026-11-23T10:01:05Z');
  const simulation = running();
  const groups = [
    { name: 'sms', senders: 4, delivered: 950, failed: 50, attempts: 1000, averageSendTime: 10 },
    { name: 'mail', senders: 0, delivered: 0, failed: 0, attempts: 0, averageSendTime: 0 },
  ];
  answers({ ...simulation, forecast: simulation.forecast && { ...simulation.forecast, groups } });
  const { user } = showMonitor();
  const table = await screen.findByRole('region', { name: 'Table of sender groups' });
  const cells = within(within(table).getByRole('row', { name: /^sms/ })).getAllByRole('cell');
  expect(cells.map((cell) => cell.textContent)).toEqual(['4', '950', '50', '1,000', '95.0 %', '10 s']);
  expect(within(table).getByRole('row', { name: /^mail/ })).toHaveTextContent('mail0000––');

  await user.click(screen.getByRole('button', { name: 'Shards' }));
  const shard = within(screen.getByRole('region', { name: 'Table of shards' })).getByRole('row', {
    name: /^0/,
  });
  expect(
    within(shard)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['running', '4', '18 min', '412', '20', '0', '4', 'under 0.1 s', '4 s ago', '1', '0']);
});

test('running: says how late it is, and why', async () => {
  const simulation = running();
  answers({ ...simulation, progress: { ...simulation.progress, lagSeconds: 42.3 } });
  showMonitor();
  expect(await screen.findByText('Running 42.3 s late')).toBeInTheDocument();
});

test('the clocks of one run read the same, while it runs and when it has ended', async () => {
  const simulation = running();
  const at = (clock: number, base: Simulation): Simulation => ({
    ...base,
    shards: simulation.shards.map((shard) => ({ ...shard, clock })),
    progress: { ...base.progress, simulatedSeconds: clock, lagSeconds: 71.96 },
    latency: base.latency && { ...base.latency, max: clock },
  });
  answers(at(1080.7, simulation));
  const first = showMonitor();
  await first.user.click(await screen.findByRole('button', { name: 'Shards' }));
  const clock = () =>
    within(
      within(screen.getByRole('region', { name: 'Table of shards' })).getByRole('row', { name: /^0/ }),
    ).getAllByRole('cell')[2]?.textContent;
  expect(valueOf('Simulated time')).toHaveTextContent('18 min');
  expect(clock()).toBe('18 min');
  expect(valueOf('Lag')).toHaveTextContent('1 min 12 s');
  expect(screen.getByText('Running 1 min 12 s late')).toBeInTheDocument();
  first.unmount();
  answers(at(1080.7, completed));
  const second = showMonitor();
  await second.user.click(await screen.findByRole('button', { name: 'Shards' }));
  expect(valueOf('Simulated time')).toHaveTextContent('18 min 1 s');
  expect(valueOf('The last after')).toHaveTextContent('18 min 1 s');
  expect(clock()).toBe('18 min 1 s');
});

test('an objective that is missed already, and is reached later by the plan, is not never reached', async () => {
  const simulation = running();
  answers({
    ...simulation,
    objectives: [{ share: 0.95, within: 900, met: false, at: null }],
    forecast: simulation.forecast && {
      ...simulation.forecast,
      objectives: [{ share: 0.95, within: 900, met: false, at: 900.4 }],
    },
  });
  showMonitor();
  expect(
    await screen.findByText('missed: by the plan reached after 15 min 0.4 s, 400 ms late'),
  ).toBeInTheDocument();
});

test('completed: a share that is never reached is shown so that it does not look reached', async () => {
  answers({
    ...completed,
    settings: { ...completed.settings, messages: 10_000 },
    progress: { ...completed.progress, messages: 10_000, delivered: 9499, failed: 501 },
    objectives: [{ share: 0.95, within: 900, met: false, at: null }],
  });
  showMonitor();
  expect(await screen.findByText('missed: never reached, 94.99 % are delivered')).toBeInTheDocument();
  expect(screen.getByText('94.99 % of the messages were delivered')).toBeInTheDocument();
});

test('failed: says why', async () => {
  answers(failed);
  showMonitor();
  expect(await screen.findByText('It was not completed after 1h12m0s.')).toBeInTheDocument();
});

test('says that a simulation does not exist', async () => {
  server.use(http.get(address('/snapshots/sim-1'), () => problem(404)));
  showMonitor();
  expect(await screen.findByText('There is no such simulation')).toBeInTheDocument();
});

test('asks again at the monitoring interval until the simulation has ended', async () => {
  stopTheClock();
  const { calls } = answers(running(100), running(200), completed);
  showMonitor();
  await eventually(() => expect(screen.getByText('100', { selector: 'dd' })).toBeInTheDocument());
  await pass(1000);
  await eventually(() => expect(screen.getByText('200', { selector: 'dd' })).toBeInTheDocument());
  await pass(1000);
  await eventually(() => expect(screen.getByRole('heading', { name: 'Result' })).toBeInTheDocument());
  await pass(10_000);
  expect(calls()).toBe(3);
});

test('an answer of another cache, made before the last one, does not take the figures back', async () => {
  stopTheClock();
  const before = running(100);
  const shard = (clock: number) => before.shards.map((one) => ({ ...one, clock }));
  const { calls } = answers(
    { ...running(200), shards: shard(200) },
    { ...before, shards: shard(199) },
    ready,
    { ...running(300), shards: shard(300) },
  );
  showMonitor();
  await eventually(() => expect(screen.getByText('200', { selector: 'dd' })).toBeInTheDocument());
  for (const seen of [2, 3]) {
    await pass(1000);
    await eventually(() => expect(calls()).toBe(seen));
    await pass(10);
    expect(screen.getByText('200', { selector: 'dd' })).toBeInTheDocument();
  }
  await pass(1000);
  await eventually(() => expect(screen.getByText('300', { selector: 'dd' })).toBeInTheDocument());
});

test('asks without the token, and for what the browser has not got', async () => {
  const asked: Request[] = [];
  server.use(
    http.get(address('/snapshots/sim-1'), ({ request }) => {
      asked.push(request);
      return json(completed);
    }),
  );
  showMonitor();
  expect(await screen.findByRole('heading', { name: 'Result' })).toBeInTheDocument();
  expect(asked[0]?.headers.get('Authorization')).toBeNull();
  expect(asked[0]?.cache).toBe('no-cache');
});

test('says that the server is away, keeps what is known, and catches up', async () => {
  stopTheClock();
  answers(running(100));
  showMonitor();
  await eventually(() => expect(screen.getByText('100', { selector: 'dd' })).toBeInTheDocument());
  server.use(http.get(address('/snapshots/sim-1'), () => HttpResponse.error()));
  await pass(1000);
  await eventually(() => expect(screen.getByText('Server not reachable, trying again')).toBeInTheDocument());
  expect(screen.getByText('100', { selector: 'dd' })).toBeInTheDocument();
  answers(running(300));
  await pass(1000);
  await eventually(() => expect(screen.getByText('300', { selector: 'dd' })).toBeInTheDocument());
  expect(screen.queryByText('Server not reachable, trying again')).not.toBeInTheDocument();
});

test('asks ever more slowly while the server is away', () => {
  expect([0, 1, 2, 3, 4, 9].map(persistent.retryDelay)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});
