import { screen } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { useSession } from '@/api/session';
import { useSimulation } from '@/api/simulations';
import { currentToken, keepToken } from '@/api/token';
import type { SessionInfo } from '@/api/types';
import { ready, running, session } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { eventually, pass, stopTheClock } from '@/testing/time';
import { IdleWarning } from './IdleWarning';

let asked = 0;

function sessionAnswers(info: SessionInfo) {
  server.use(
    http.get(address('/session'), () => {
      asked++;
      return HttpResponse.json(info);
    }),
  );
}

/** What the frame of the application does: it knows the session, without asking again. */
function Frame() {
  const { data } = useSession(false);
  useSimulation(data?.simulationId);
  return data ? <IdleWarning session={data} /> : 'no session';
}

const minutes = (count: number) => count * 60_000;

beforeEach(() => {
  stopTheClock();
  vi.setSystemTime(session.openedAt);
  keepToken('token-1');
  asked = 0;
  sessionAnswers(session);
});

async function showWarning() {
  const result = show(<Frame />);
  await eventually(() => expect(screen.queryByText('no session')).not.toBeInTheDocument());
  await pass(minutes(13));
  await eventually(() => expect(screen.getByText('Are you still there?')).toBeInTheDocument());
  return result;
}

test('warns two minutes before the end, and counts down', async () => {
  show(<Frame />);
  await eventually(() => expect(screen.queryByText('no session')).not.toBeInTheDocument());
  await pass(minutes(12.9));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  await pass(minutes(0.1));
  await eventually(() =>
    expect(screen.getByText(/It ends in (2 min|1 min 59 s) unless/)).toBeInTheDocument(),
  );
  await pass(30_000);
  expect(screen.getByText(/It ends in 1 min (30|29) s unless/)).toBeInTheDocument();
  expect(asked).toBe(1);
});

test('stays when somebody is there', async () => {
  await showWarning();
  sessionAnswers({ ...session, expiresAt: '2026-11-23T10:28:00Z' });
  screen.getByRole('button', { name: 'Stay' }).click();
  await eventually(() => expect(screen.queryByText('Are you still there?')).not.toBeInTheDocument());
  expect(asked).toBe(2);
});

test('says why the session could not be kept', async () => {
  await showWarning();
  server.use(http.get(address('/session'), () => problem(503, { detail: 'the store is overloaded' })));
  screen.getByRole('button', { name: 'Stay' }).click();
  await eventually(() => expect(screen.getByText('The session could not be kept')).toBeInTheDocument());
});

test('after the end, looks whether another member has kept it', async () => {
  await showWarning();
  await pass(minutes(2));
  await eventually(() => expect(screen.getByText('The session has ended')).toBeInTheDocument());
  expect(asked).toBe(1);
  server.use(http.get(address('/session'), () => problem(401)));
  await pass(minutes(1));
  await eventually(() => expect(currentToken()).toBeNull());
});

test('does not warn while a simulation runs', async () => {
  sessionAnswers({ ...session, simulationId: 'sim-1' });
  server.use(
    http.get(address('/snapshots/sim-1'), () => HttpResponse.json(running() as unknown as JsonBodyType)),
  );
  show(<Frame />);
  await eventually(() => expect(screen.queryByText('no session')).not.toBeInTheDocument());
  await pass(minutes(14));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('warns while a simulation waits to be started', async () => {
  sessionAnswers({ ...session, simulationId: 'sim-1' });
  server.use(
    http.get(address('/snapshots/sim-1'), () => HttpResponse.json(ready as unknown as JsonBodyType)),
  );
  await showWarning();
});

test('does not warn by a clock that differs too much', async () => {
  vi.setSystemTime('2026-11-23T10:14:00Z');
  show(<Frame />);
  await eventually(() => expect(screen.queryByText('no session')).not.toBeInTheDocument());
  await pass(minutes(5));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});
