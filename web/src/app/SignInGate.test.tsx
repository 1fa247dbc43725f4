import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { api } from '@/api/client';
import { currentToken, keepToken } from '@/api/token';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { SignInGate } from './SignInGate';

const pages = 'https://alerts.auth.example';
const signIn = { issuer: 'https://issuer.example/pool', clientId: 'client-1', pages };

/** A gateway that lets nobody in without the identity; notes what it was asked with. */
function guarded(identity: string) {
  const asked: (string | null)[] = [];
  server.use(
    http.get(address('/session'), ({ request }) => {
      asked.push(request.headers.get('X-Identity'));
      return asked.at(-1) === identity ? HttpResponse.json({}) : problem(401, { signIn });
    }),
  );
  return asked;
}

test('is not noticed where the API asks for no identity', () => {
  show(<SignInGate>the program</SignInGate>);
  expect(screen.getByText('the program')).toBeInTheDocument();
});

test('a session that has ended is no question of who is there', async () => {
  keepToken('token-1');
  server.use(http.get(address('/session'), () => problem(401)));
  show(<SignInGate>the program</SignInGate>);
  await api.GET('/api/session');
  expect(screen.getByText('the program')).toBeInTheDocument();
  expect(currentToken()).toBeNull();
});

test('who is not signed in is asked to; the session goes on', async () => {
  keepToken('token-1');
  const asked = guarded('somebody');
  show(<SignInGate>the program</SignInGate>);
  await api.GET('/api/session');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled());
  expect(screen.queryByText('the program')).not.toBeInTheDocument();
  expect(asked).toEqual([null]);
  expect(currentToken()).toBe('token-1');
});
