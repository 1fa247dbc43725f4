import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { dropToken, keepToken } from '@/api/token';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { study } from '@/testing/studies';
import ConfigureView from '../ConfigureView';

const json = (body: unknown, status = 200) => HttpResponse.json(body as JsonBodyType, { status });

beforeEach(() => {
  beginBlank();
  keepToken('token-1');
});

test('varies a field from beside it, tells what that comes to, and starts', async () => {
  const asked: { vary: unknown[] }[] = [];
  let started: unknown;
  server.use(
    http.post(address('/study-estimate'), async ({ request }) => {
      asked.push((await request.json()) as { vary: unknown[] });
      return json(study.estimate);
    }),
    http.post(address('/studies'), async ({ request }) => {
      started = await request.json();
      return json(study, 202);
    }),
  );
  const { user } = show(<ConfigureView like={undefined} latest={undefined} />);
  await user.click(await screen.findByRole('button', { name: 'Vary Messages' }));
  const group = within(await screen.findByRole('group', { name: 'Varies 1: Messages' }));
  const values = group.getByLabelText('Values');
  await waitFor(() => expect(values).toHaveFocus());
  await user.paste('100, 1,000');
  expect(
    await screen.findByText(/^4 points, 80 runs: about 2 s with 2 processors\. On AWS that asks for about /),
  ).toBeInTheDocument();
  expect(asked.at(-1)?.vary).toEqual([{ name: 'Messages', path: 'messages', values: [100, 1000] }]);
  expect(screen.getByRole('button', { name: 'Varies: show the levels of Messages' })).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Start the study' }));
  await waitFor(() => expect(window.location.pathname).toBe('/studies/study-1'));
  expect(started).toMatchObject({ find: 'cheapest', replications: 20, settings: { messages: 1000 } });
});

test('says beside the fields what is wrong, and that another study is running', async () => {
  server.use(
    http.post(address('/study-estimate'), () =>
      problem(422, {
        detail: 'the settings of one point are wrong',
        errors: [{ location: 'body.settings.messages', message: 'with Messages 7: must be even' }],
      }),
    ),
    http.post(address('/studies'), () => problem(409, { detail: 'a study is running' })),
  );
  const { user } = show(<ConfigureView like={undefined} latest={undefined} />);
  await user.click(await screen.findByRole('button', { name: 'Vary Messages' }));
  const values = await screen.findByLabelText('Values');
  await user.click(screen.getByRole('button', { name: 'Start the study' }));
  await waitFor(() => expect(values).toHaveAccessibleDescription(/Enter the values to try/));
  await user.type(values, '7');
  await waitFor(() => expect(values).toHaveAccessibleDescription(/With Messages 7: must be even/));
  await user.click(screen.getByRole('button', { name: 'Start the study' }));
  expect(await screen.findByText('Another study is running')).toBeInTheDocument();
});

test('is told to members how much it is; starting opens a session', async () => {
  dropToken('token-1', 'left');
  let started: string | null = null;
  server.use(
    http.post(address('/study-estimate'), () => problem(401, { detail: 'no session' })),
    http.post(address('/studies'), ({ request }) => {
      started = request.headers.get('Authorization');
      return json(study, 202);
    }),
  );
  const { user } = show(<ConfigureView like={undefined} latest={undefined} />);
  await user.click(await screen.findByRole('button', { name: 'Vary Messages' }));
  await user.type(await screen.findByLabelText('Values'), '100');
  expect(screen.getByText(/told to members of a session/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Start the study' }));
  await waitFor(() => expect(window.location.pathname).toBe('/studies/study-1'));
  expect(started).toBe('Bearer token-1');
});
