import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { answer, api } from './client';
import { useExport, useMessagesExport, useStudyExport } from './export';
import { fitLog } from './fit';
import { identityHeader, useMustSignIn } from './signIn';
import { currentToken, keepToken } from './token';

const signIn = {
  issuer: 'https://issuer.example/pool',
  clientId: 'client-1',
  pages: 'https://alerts.auth.example',
};

const upload = () =>
  fitLog(
    new Blob(['a']),
    { columns: {}, words: {}, zone: '', name: '' },
    { signal: new AbortController().signal, onSent: () => undefined },
  );

/** Every way in which the pages call the API. */
const ways = ['call', 'upload', 'simulation', 'study', 'messages'] as const;

function Calls() {
  const must = useMustSignIn();
  const simulation = useExport();
  const study = useStudyExport();
  const messages = useMessagesExport();
  const failed = [simulation, study, messages].some(({ isError }) => isError);
  return (
    <>
      <button onClick={() => simulation.mutate({ id: 'a', format: 'csv' })}>simulation</button>
      <button onClick={() => study.mutate({ id: 'a', format: 'csv' })}>study</button>
      <button onClick={() => messages.mutate({ id: 'a', outcome: undefined })}>messages</button>
      {failed && <p>refused</p>}
      {must && <p>has to sign in</p>}
    </>
  );
}

/** Calls the API in a way until it has refused; what it was asked with. */
async function refused(way: (typeof ways)[number], refusal: () => Response) {
  const asked: Headers[] = [];
  server.use(
    http.all(address('/*'), ({ request }) => {
      asked.push(request.headers);
      return refusal();
    }),
  );
  const { user } = show(<Calls />);
  if (way === 'call') await expect(answer(api.GET('/api/session'))).rejects.toThrow();
  else if (way === 'upload') await expect(upload()).rejects.toThrow();
  else {
    await user.click(screen.getByRole('button', { name: way }));
    await screen.findByText('refused');
  }
  return asked;
}

beforeEach(() => keepToken('token-1'));

test.each(ways)('a session that is over is forgotten: %s', async (way) => {
  const [headers] = await refused(way, () => problem(401));
  expect(headers?.get('Authorization')).toBe('Bearer token-1');
  expect(currentToken()).toBeNull();
});

test.each(ways)('a gateway that asks who is there leaves the session: %s', async (way) => {
  localStorage.setItem('alertsim.signIn', JSON.stringify(signIn));
  const user = { id_token: 'identity-1', access_token: 'x', token_type: 'Bearer', profile: {} };
  localStorage.setItem(`oidc.user:${signIn.issuer}:${signIn.clientId}`, JSON.stringify(user));
  const [headers] = await refused(way, () => problem(401, { signIn }));
  expect(headers?.get(identityHeader)).toBe('identity-1');
  expect(await screen.findByText('has to sign in')).toBeInTheDocument();
  expect(currentToken()).toBe('token-1');
});

// Of an upload that breaks off the browser gives nothing but the error.
test.each(ways.filter((way) => way !== 'upload'))(
  'a refusal that breaks off says nothing of the session: %s',
  async (way) => {
    const begun = JSON.stringify({ title: 'Problem', status: 401, signIn }).slice(0, 30);
    let sent = false;
    const body = () =>
      new ReadableStream({
        pull(controller) {
          if (sent) controller.error(new TypeError('network error'));
          else controller.enqueue(new TextEncoder().encode(begun));
          sent = true;
        },
      });
    await refused(way, () => new HttpResponse(body(), { status: 401 }));
    expect(currentToken()).toBe('token-1');
  },
);
