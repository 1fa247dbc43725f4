import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { afterEach, expect, test } from 'vitest';
import { takeHanded } from '@/components/handedSettings';
import { fitted } from '@/testing/fit';
import { limits } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import FitView from './FitView';
import { forgetLog } from './useLog';

afterEach(forgetLog);

const log = 'Started at,Ended at,Status,Phone\n1,2,answered,a\n2,4,kaputt,b\n3,9,busy,c\n';

/** Answers every log, and notes what was asked. */
function answers(reply: () => Response | Promise<Response> = () => HttpResponse.json<JsonBodyType>(fitted)) {
  const asked: { query: URLSearchParams; body: string; type: string | null }[] = [];
  server.use(
    http.post(address('/forecast/fit'), async ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push({ query, body: await request.text(), type: request.headers.get('Content-Type') });
      return reply();
    }),
  );
  return asked;
}

async function choose(text: string | Uint8Array<ArrayBuffer> = log, name = 'calls.csv') {
  const view = show(<FitView />);
  await screen.findByRole('heading', { name: 'From a log' });
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  await view.user.upload(input ?? document.body, new File([text], name, { type: 'text/csv' }));
  return view;
}

const fit = () => screen.findByRole('button', { name: 'Fit' });

test('nothing is sent before it is asked for; then the whole log goes, and every figure is told', async () => {
  const asked = answers();
  const { user } = await choose();
  const first = within(await screen.findByRole('region', { name: 'First rows of the log' }));
  expect(first.getByRole('columnheader', { name: 'Phone (recipient)' })).toBeInTheDocument();
  expect(screen.getByText(/What 1 word means is not known/)).toBeInTheDocument();
  expect(asked).toHaveLength(0);

  await user.click(await fit());
  expect(await screen.findByRole('heading', { name: 'What the log says' })).toBeInTheDocument();
  expect(asked[0]?.body).toBe(log);
  expect(asked[0]?.type).toBe('text/csv');
  expect(asked[0]?.query.get('name')).toBe('calls');
  expect(screen.getByText('20.0 % (18.0 % to 22.0 %)')).toBeInTheDocument();
  expect(screen.getByText(/20 at once, for 100 % .*so many senders there are/)).toBeInTheDocument();
  expect(screen.getByText('25.0 % (22.5 % to 27.5 %)')).toBeInTheDocument();
  expect(screen.getByText(/^Kolmogorov distance 0.02: at 5 min the log has 40.0 %/)).toBeInTheDocument();
  expect(screen.getByText('Line 7: sent "later" is not a time')).toBeInTheDocument();
  expect(screen.getByText(/senders: 600 in any 1 h, more is refused/)).toBeInTheDocument();
  expect(screen.getByText('A receipt comes when the provider has it.')).toBeInTheDocument();
  expect(screen.getByText('Nothing was made of the status "kaputt".')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'Use these settings' }));
  expect(window.location.pathname).toBe('/new');
  expect(takeHanded()).toEqual(fitted.settings);
});

test('a column that is not recognised is asked for with the reason, and what was said goes along', async () => {
  const asked = answers();
  const { user } = await choose(log.replace('Phone', 'Nummerchen'));
  expect(await fit()).toHaveAttribute('aria-disabled', 'true');
  const field = screen.getByRole('button', { name: /^Recipient/ });
  expect(field).toHaveAccessibleDescription(
    /No column has a usual name for it \(recipient, recipientid, to …\)/,
  );
  await user.click(field);
  await user.click(screen.getByRole('option', { name: 'Nummerchen' }));
  await user.click(screen.getByRole('button', { name: /What “kaputt” means/ }));
  await user.click(screen.getByRole('option', { name: /^permanent/ }));
  expect(screen.getByText(/What each of them was taken for/)).toBeInTheDocument();
  await user.click(await fit());
  await screen.findByRole('heading', { name: 'What the log says' });
  expect(asked[0]?.query.get('recipient')).toBe('Nummerchen');
  expect(asked[0]?.query.getAll('permanent')).toEqual(['kaputt']);
  expect(asked[0]?.query.get('sent')).toBeNull();
});

test('the work can be given up, and begun again', async () => {
  const { answer, release } = held<Response>();
  answers(() => answer);
  const { user } = await choose();
  await user.click(await fit());
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(await fit()).toBeEnabled();
  release(HttpResponse.json<JsonBodyType>(fitted));
  expect(screen.queryByRole('heading', { name: 'What the log says' })).not.toBeInTheDocument();
  expect(screen.queryByText('The log was not fitted')).not.toBeInTheDocument();
});

test('says in words why it did not work, beside the column that it is about', async () => {
  answers(() =>
    problem(422, {
      detail: 'line 66 of the log: the status "x" is the 65th that is different; is it the right column?',
      errors: [{ location: 'query.status', message: 'say another column, or none' }],
    }),
  );
  const { user } = await choose();
  await user.click(await fit());
  expect(await screen.findByText(/Line 66 of the log: the status "x"/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /^Status/ })).toHaveAccessibleDescription(
    /Say another column, or none\./,
  );
});

test('the server may be busy, or away', async () => {
  answers(() => problem(429, { detail: 'too many forecasts are under way just now; try again' }));
  const { user } = await choose();
  await user.click(await fit());
  expect(
    await screen.findByText(/Too many forecasts are under way just now; try again\./),
  ).toBeInTheDocument();
  answers(() => HttpResponse.error());
  await user.click(await fit());
  expect(await screen.findByText('The server cannot be reached.')).toBeInTheDocument();
});

test('a file that is no log is refused in words, and another one takes its place', async () => {
  const { user } = await choose(Uint8Array.of(0xff, 0xfe, 0x61, 0));
  expect(await screen.findByText('The file is UTF-16; save it as UTF-8.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Fit' })).not.toBeInTheDocument();
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  await user.upload(input ?? document.body, new File([log], 'calls.csv', { type: 'text/csv' }));
  expect(await fit()).toBeEnabled();
  expect(screen.queryByText(/UTF-16/)).not.toBeInTheDocument();
});

test('a file that is too long is for the command line', async () => {
  server.use(
    http.get(address('/limits'), () =>
      HttpResponse.json({ ...limits, log: { ...limits.log, maxBytes: 20 } }),
    ),
  );
  await choose();
  expect(await screen.findByText(/let the command line fit it: alertsim fit calls\.csv/)).toBeInTheDocument();
  expect(await fit()).toHaveAttribute('aria-disabled', 'true');
});

test('without settings it says why, and offers none', async () => {
  const bare = { ...fitted, settings: undefined, scenario: undefined, curves: undefined };
  answers(() =>
    HttpResponse.json<JsonBodyType>({ ...bare, notes: ['The figures are beyond what the model takes.'] }),
  );
  const { user } = await choose();
  await user.click(await fit());
  await waitFor(() =>
    expect(screen.getAllByText('The figures are beyond what the model takes.')).toHaveLength(2),
  );
  expect(screen.queryByRole('button', { name: 'Use these settings' })).not.toBeInTheDocument();
});
