import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { currentToken } from '@/api/token';
import { ready, settings } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import SessionView from './SessionView';

const membership = { sessionId: 'session-1', token: 'token-1', expiresAt: '2026-11-23T10:15:00Z' };

function sessionInPlay(simulation?: object) {
  server.use(
    http.post(address('/session'), () =>
      problem(409, {
        detail: 'a session is in play',
        session: { openedAt: '2026-11-23T10:00:00Z', simulation },
      }),
    ),
  );
}

function joinAnswers(answer: () => ReturnType<typeof problem>) {
  server.use(http.post(address('/session/join'), answer));
}

async function tryKey(key: string) {
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Open session' }));
  await user.type(await screen.findByLabelText('Management key'), key);
  await user.click(screen.getByRole('button', { name: 'Join' }));
  return user;
}

test('opens a session and keeps its token', async () => {
  const { answer, release } = held<null>();
  server.use(
    http.post(address('/session'), async () => {
      await answer;
      return HttpResponse.json(membership, { status: 201 });
    }),
  );
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Open session' }));
  expect(await screen.findByRole('button', { name: /Opening…/ })).toBeInTheDocument();
  release(null);
  await waitFor(() => expect(currentToken()).toBe('token-1'));
});

test('tells of the session in play: since when, which settings, which state', async () => {
  sessionInPlay({
    id: 'sim-1',
    name: 'Flood warning',
    state: 'running',
    createdAt: ready.createdAt,
    settings,
  });
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Open session' }));
  expect(await screen.findByRole('heading', { name: 'A session is in play' })).toBeInTheDocument();
  expect(screen.getByText('Flood warning')).toBeInTheDocument();
  expect(screen.getByText('running')).toBeInTheDocument();
  expect(screen.getByText('1,000 messages, 4 senders, live')).toBeInTheDocument();
  expect(screen.getByText(/Nov 23, 2026/)).toBeInTheDocument();
  expect(screen.getByLabelText('Management key')).toHaveFocus();
});

test('tells of a session in play that has no simulation yet', async () => {
  sessionInPlay();
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Open session' }));
  expect(await screen.findByText(/has no simulation yet/)).toBeInTheDocument();
});

test('joins with the right key', async () => {
  sessionInPlay();
  joinAnswers(() => HttpResponse.json({ ...membership, simulationId: 'sim-1' }));
  await tryKey('right');
  await waitFor(() => expect(currentToken()).toBe('token-1'));
});

test('says that a key is wrong, beside the field, and goes back to it', async () => {
  sessionInPlay();
  joinAnswers(() => problem(403, { detail: 'the management key is wrong' }));
  await tryKey('wrong');
  expect(await screen.findByText(/This is not the management key/)).toBeInTheDocument();
  expect(screen.getByLabelText('Management key')).toBeInvalid();
  expect(screen.getByLabelText('Management key')).toHaveFocus();
  expect(currentToken()).toBeNull();
});

test('asks for a key before it asks the server', async () => {
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Join the session in play' }));
  await user.click(screen.getByRole('button', { name: 'Join' }));
  expect(screen.getByText('Enter the management key.')).toBeInTheDocument();
});

test('says how long to wait after too many wrong keys', async () => {
  sessionInPlay();
  joinAnswers(() =>
    HttpResponse.json({ title: 'Too many' }, { status: 429, headers: { 'Retry-After': '250' } }),
  );
  await tryKey('wrong');
  expect(await screen.findByText('Too many wrong keys have been tried.')).toBeInTheDocument();
  expect(screen.getAllByText(/You can try again in 4 min (10|9) s\./)[0]).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Join' })).toHaveAttribute('aria-disabled', 'true');
});

test('says that the session to join has ended', async () => {
  sessionInPlay();
  joinAnswers(() => problem(404));
  await tryKey('right');
  expect(await screen.findByText('No session is in play')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Open session' })).toBeInTheDocument();
});

test('says in words that the server is away', async () => {
  server.use(http.post(address('/session'), () => HttpResponse.error()));
  const { user } = show(<SessionView wanted={false} />);
  await user.click(screen.getByRole('button', { name: 'Open session' }));
  expect(await screen.findByText('The server cannot be reached.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Open session' })).toBeEnabled();
});
