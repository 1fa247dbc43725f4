import { screen } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { currentToken, keepToken } from '@/api/token';
import { navigate } from '@/components/routing';
import { session } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { answer, running } from '@/testing/studies';
import { Shell } from './Shell';

const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);

beforeEach(() => keepToken('token-1'));

test('a session that ends while a study is open says so, and stays at its address', async () => {
  let over = false;
  const unless = (body: unknown) => () => (over ? problem(401) : json(body));
  server.use(
    http.get(address('/session'), unless(session)),
    http.get(address('/studies/study-1'), unless(running(40))),
    http.get(address('/studies/study-1/answer'), unless({ ...answer, complete: false })),
  );
  navigate('/studies/study-1');
  show(<Shell />);
  expect(await screen.findByText('40 of 80 runs, in 2 of 4 jobs')).toBeInTheDocument();
  over = true;
  expect(await screen.findByText(/The session has ended/, {}, { timeout: 5_000 })).toBeInTheDocument();
  expect(await screen.findByRole('button', { name: 'Open session' })).toBeEnabled();
  expect(window.location.pathname).toBe('/studies/study-1'); // where a next session finds it
  expect(screen.queryByText('40 of 80 runs, in 2 of 4 jobs')).not.toBeInTheDocument();
  expect(currentToken()).toBeNull();
});
