import { act, screen, waitFor } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { currentToken, keepToken } from '@/api/token';
import type { SessionInfo, Simulation } from '@/api/types';
import { navigate } from '@/components/routing';
import { cancelled, completed, running, session } from '@/testing/fixtures';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { eventually, pass, stopTheClock } from '@/testing/time';
import { Shell } from './Shell';

const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);

function inPlay(info: SessionInfo, ...simulations: Simulation[]) {
  server.use(
    http.get(address('/session'), () => json(info)),
    ...['/simulations/:id', '/snapshots/:id'].map((path) =>
      http.get(address(path), ({ params }) => {
        const found = simulations.find(({ id }) => id === params.id);
        return found ? json(found) : problem(404);
      }),
    ),
  );
}

beforeEach(() => {
  beginBlank();
  keepToken('token-1');
});

test('without a token, begins with the form and its forecast', async () => {
  localStorage.clear();
  show(<Shell />);
  expect(await screen.findByRole('heading', { name: 'New simulation' })).toBeInTheDocument();
  expect(await screen.findByRole('heading', { name: 'Forecast' })).toBeInTheDocument();
  expect(window.location.pathname).toBe('/new');
});

test.each(['/history', '/studies', '/studies/study-1', '/compare', '/new?study=study-1'])(
  'without a token, %s leads into a session first',
  async (path) => {
    localStorage.clear();
    navigate(path);
    server.use(http.post(address('/session'), () => json({ sessionId: 'session-1', token: 'token-1' })));
    inPlay(session);
    const { user } = show(<Shell />);
    await user.click(await screen.findByRole('button', { name: 'Open session' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Open/ })).not.toBeInTheDocument());
    expect(window.location.pathname + window.location.search).toBe(path);
  },
);

test('without a token, shows the simulation that the address is of, to look at', async () => {
  localStorage.clear();
  navigate('/simulations/sim-1');
  stopTheClock();
  let calls = 0;
  server.use(http.get(address('/snapshots/sim-1'), () => json(running(100 * ++calls))));
  show(<Shell />);
  await eventually(() => expect(screen.getByText('100', { selector: 'dd' })).toBeInTheDocument());
  expect(screen.getByText('You are only looking')).toBeInTheDocument();
  expect(screen.getByText(/brought up to date every 15 seconds/)).toBeInTheDocument();
  for (const name of ['Start', 'Cancel', 'Export', 'Reset session', 'Messages']) {
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  }
  await pass(14_000);
  expect(calls).toBe(1);
  await pass(1000);
  await eventually(() => expect(screen.getByText('200', { selector: 'dd' })).toBeInTheDocument());
  act(() => screen.getByRole('link', { name: 'Go to the session' }).click());
  await eventually(() => expect(screen.getByRole('button', { name: 'Open session' })).toBeInTheDocument());
  expect(window.location.pathname).toBe('/session');
});

test('without a token, an address of no simulation says so', async () => {
  localStorage.clear();
  navigate('/simulations/%');
  server.use(http.get(address('/snapshots/:id'), () => problem(404)));
  show(<Shell />);
  expect(await screen.findByText('There is no such simulation')).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Show the history' })).not.toBeInTheDocument();
});

test('in a session without a simulation, begins with the form', async () => {
  inPlay(session);
  show(<Shell />);
  expect(await screen.findByRole('heading', { name: 'New simulation' })).toBeInTheDocument();
  expect(window.location.pathname).toBe('/new');
});

test('in a session with a simulation, begins where that is', async () => {
  inPlay({ ...session, simulationId: 'sim-1' }, running());
  show(<Shell />);
  expect(await screen.findByRole('heading', { name: /Flood warning/ })).toBeInTheDocument();
  expect(window.location.pathname).toBe('/simulations/sim-1');
});

test('keeps a deep link to an earlier simulation', async () => {
  navigate('/simulations/sim-0');
  inPlay({ ...session, simulationId: 'sim-1' }, running(), { ...completed, id: 'sim-0' });
  show(<Shell />);
  expect(await screen.findByRole('heading', { name: 'Result' })).toBeInTheDocument();
  expect(window.location.pathname).toBe('/simulations/sim-0');
});

test('follows to the simulation that another member has begun', async () => {
  stopTheClock();
  inPlay(session);
  show(<Shell />);
  await eventually(() => expect(screen.getByRole('heading', { name: 'New simulation' })).toBeInTheDocument());
  inPlay({ ...session, simulationId: 'sim-1' }, running());
  await pass(2000);
  await eventually(() => expect(window.location.pathname).toBe('/simulations/sim-1'));
});

test('does not take somebody who types to the simulation that another member has begun', async () => {
  inPlay(session);
  const { user } = show(<Shell />);
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.type(name, '!');
  let asked = 0;
  server.use(
    http.get(address('/session'), () => {
      asked++;
      return json({ ...session, simulationId: 'sim-1' });
    }),
    http.get(address('/snapshots/sim-1'), () => json(running())),
  );
  await waitFor(() => expect(asked).toBeGreaterThan(0), { timeout: 10_000 });
  expect(await screen.findByText('“Flood warning” is running')).toBeInTheDocument();
  expect(window.location.pathname).toBe('/new');
});

test('says that the session has ended, and starts over', async () => {
  server.use(http.get(address('/session'), () => problem(401)));
  show(<Shell />);
  expect(await screen.findByText(/The session has ended/)).toBeInTheDocument();
  expect(await screen.findByRole('heading', { name: 'New simulation' })).toBeInTheDocument();
  expect(currentToken()).toBeNull();
});

test('says that the server is away before it knows of a session', async () => {
  server.use(http.get(address('/session'), () => HttpResponse.error()));
  show(<Shell />);
  expect(await screen.findByText('Server not reachable, trying again')).toBeInTheDocument();
  expect(screen.getByText('Looking for your session…')).toBeInTheDocument();
  expect(currentToken()).toBe('token-1');
});

test('says that there is no such page', async () => {
  navigate('/elsewhere');
  inPlay(session);
  show(<Shell />);
  expect(await screen.findByText('There is no such page')).toBeInTheDocument();
});

async function askForReset() {
  const { user } = show(<Shell />);
  await user.click(await screen.findByRole('button', { name: 'Reset session' }));
  const dialog = await screen.findByRole('dialog', { name: 'Reset the session?' });
  return { dialog, confirm: () => user.click(screen.getByRole('button', { name: 'Reset' })) };
}

test('resets after it has asked, and says what that came to', async () => {
  inPlay({ ...session, members: 2, simulationId: 'sim-1' }, running());
  server.use(
    http.post(address('/simulations/sim-1/cancel'), () => json(cancelled)),
    http.delete(address('/session'), () => new HttpResponse(null, { status: 204 })),
  );
  const { dialog, confirm } = await askForReset();
  expect(dialog).toHaveTextContent('“Flood warning” is running, with 412 of 1,000 delivered');
  expect(dialog).toHaveTextContent('for you and 1 other member');
  await confirm();
  expect(
    await screen.findByText(
      'Reset: “Flood warning” was cancelled with 412 of 1,000 delivered; the session has ended.',
    ),
  ).toBeInTheDocument();
  expect(await screen.findByRole('heading', { name: 'New simulation' })).toBeInTheDocument();
  expect(currentToken()).toBeNull();
  expect(window.location.pathname).toBe('/new');
});

test('a reset finds what was created a moment ago', async () => {
  inPlay({ ...session, simulationId: 'sim-0' }, { ...completed, id: 'sim-0' });
  const { confirm } = await askForReset();
  inPlay({ ...session, simulationId: 'sim-1' }, running());
  server.use(
    http.post(address('/simulations/sim-1/cancel'), () => json(cancelled)),
    http.delete(address('/session'), () => new HttpResponse(null, { status: 204 })),
  );
  await confirm();
  expect(
    await screen.findByText(/^Reset: “Flood warning” was cancelled with 412 of 1,000/),
  ).toBeInTheDocument();
});

test('a reset after the end says what had come of it', async () => {
  inPlay({ ...session, simulationId: 'sim-1' }, completed);
  server.use(http.delete(address('/session'), () => new HttpResponse(null, { status: 204 })));
  await (await askForReset()).confirm();
  expect(
    await screen.findByText(
      /the session has ended; “Flood warning” had completed before, with 950 of 1,000 delivered/,
    ),
  ).toBeInTheDocument();
});

test('says why the session was not reset, and keeps it', async () => {
  inPlay({ ...session, simulationId: 'sim-1' }, completed);
  server.use(http.delete(address('/session'), () => problem(503, { detail: 'the store is overloaded' })));
  await (await askForReset()).confirm();
  expect(await screen.findByText('The session was not reset')).toBeInTheDocument();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Reset' })).toBeEnabled());
  expect(currentToken()).toBe('token-1');
});
