import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { ForecastAnswer } from '@/api/types';
import { forecast } from '@/testing/fixtures';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import { eventually, pass, stopTheClock } from '@/testing/time';
import { fullForecast } from '@/testing/wholeModel';
import ConfigureView from '../ConfigureView';

beforeEach(beginBlank);

interface Asked {
  body: Record<string, unknown>;
  replications: string | null;
  signal: AbortSignal;
}

/** Answers forecasts, and remembers what was asked. What would help is not asked of it. */
function forecasts(answer: (asked: Asked, count: number) => Response | Promise<Response>) {
  const seen: Asked[] = [];
  server.use(
    http.post(address('/forecast'), async ({ request }) => {
      const query = new URL(request.url).searchParams;
      if (query.has('changes')) return json(forecast);
      const asked = {
        body: (await request.json()) as Record<string, unknown>,
        replications: query.get('replications'),
        signal: request.signal,
      };
      seen.push(asked);
      return answer(asked, seen.length);
    }),
  );
  return seen;
}

const json = (answer: ForecastAnswer) => HttpResponse.json<JsonBodyType>(answer as object);

async function showPanel() {
  const view = show(<ConfigureView like={undefined} latest={undefined} />);
  await screen.findByLabelText('Messages');
  const aside = within(screen.getByRole('complementary', { name: 'Forecast' }));
  return { ...view, aside };
}

async function fill(user: ReturnType<typeof show>['user'], label: string, text: string) {
  const input = screen.getByLabelText(label);
  await user.clear(input);
  if (text) await user.type(input, text);
}

test('shows times, ends, percentiles, objectives, wall time, cost and a chart', async () => {
  forecasts(() => json(forecast));
  const { aside } = await showPanel();
  expect(await aside.findByText('95 %', { selector: 'th' })).toBeInTheDocument();
  expect(aside.getByText('The last message ends after').nextSibling).toHaveTextContent('41 min 40 s');
  expect(aside.getByText('Delivered').nextSibling).toHaveTextContent('95.0 % 950');
  expect(aside.getByText('Failed').nextSibling).toHaveTextContent('5.0 % 50');
  expect(aside.getByText('Wall time of the run').nextSibling).toHaveTextContent('41 min 40 s');
  expect(aside.getByText('Running the simulator on AWS').nextSibling).toHaveTextContent('about 0.01 USD');
  const objectives = within(aside.getByRole('list', { name: 'Objectives in the forecast' }));
  expect(objectives.getByText('missed: reached after 41 min 40 s, 26 min 40 s late')).toBeInTheDocument();
  const chart = await aside.findByRole('img', { name: 'Delivered over time' });
  expect(chart).toHaveAccessibleDescription('95.0 % are delivered within 41 min 40 s.');
  expect(within(chart).getByText('95 % within 15 min')).toBeInTheDocument();
});

test('shows all that there is of channels, steps, audiences, caps, a calendar and prices', async () => {
  forecasts(() => json(fullForecast));
  const { user, aside } = await showPanel();
  expect((await aside.findByText('Unreachable', { selector: 'dt' })).nextSibling).toHaveTextContent(
    '3.0 % 30',
  );
  expect(aside.getByText('Acknowledged', { selector: 'dt' }).nextSibling).toHaveTextContent('540 54.0 %');
  expect(aside.getByText('Last acknowledgement by').nextSibling).toHaveTextContent('42 min 40 s');
  expect(aside.getByText('Refused by caps').nextSibling).toHaveTextContent('40 attempts');
  expect(aside.getByText('Cost of the sending', { selector: 'dt' }).nextSibling).toHaveTextContent(
    '15.84 EUR',
  );
  expect(aside.getByText('Sat, Oct 24, 2026, 6:39:35 PM (UTC+02:00)')).toBeInTheDocument();
  expect(aside.getByText(/^Cap hourly: At most 300/)).toBeInTheDocument();
  expect(await aside.findByRole('img', { name: 'Delivered over time' })).toHaveAccessibleDescription(
    '90.0 % are delivered within 41 min 40 s, and 54.0 % acknowledged within 42 min 40 s. At 10 min: the messages of vip come.',
  );
  await user.click(await aside.findByRole('button', { name: 'Caps' }));
  expect(aside.getByRole('row', { name: 'brand 600 2 of 3 0 s' })).toBeVisible();
});

test('is as precise as its verdicts need', async () => {
  forecasts(({ body }) =>
    json({
      ...forecast,
      settings: {
        ...forecast.settings,
        messages: Number(body.messages),
        objectives: [{ share: 0.95, within: 900 }],
      },
      makespan: 900.4,
      delivered: 9499,
      failed: 501,
      objectives: [{ share: 0.95, within: 900, met: false, at: null }],
    }),
  );
  const { user, aside } = await showPanel();
  await fill(user, 'Messages', '10000');
  expect(await aside.findByText('missed: never reached, 94.99 % are delivered')).toBeInTheDocument();
  expect(aside.getByText('Delivered').nextSibling).toHaveTextContent('94.99 % 9,499');
  expect(aside.getByText('The last message ends after').nextSibling).toHaveTextContent('15 min 0.4 s');
  expect(aside.getByRole('img', { name: 'Delivered over time' })).toHaveAccessibleDescription(
    '94.99 % are delivered within 15 min 0.4 s.',
  );
});

test('follows the typing, gives up what is no longer asked for and dims what is no longer true', async () => {
  const first = held<null>();
  const seen = forecasts(async ({ body }) => {
    if (body.messages === 2) await first.answer;
    return json({ ...forecast, makespan: body.messages === 1000 ? 100 : 200 });
  });
  const { user, aside } = await showPanel();
  expect(await aside.findByText('1 min 40 s')).toBeInTheDocument();
  await fill(user, 'Messages', '2');
  await waitFor(() => expect(seen.at(-1)?.body.messages).toBe(2));
  expect(aside.getByText('1 min 40 s').closest('[aria-busy]')).toHaveAttribute('aria-busy', 'true');
  await user.type(screen.getByLabelText('Messages'), '5');
  await waitFor(() => expect(seen.at(-1)?.body.messages).toBe(25));
  expect(await aside.findByText('3 min 20 s')).toBeInTheDocument();
  expect(seen.find(({ body }) => body.messages === 2)?.signal.aborted).toBe(true);
  expect(aside.getByText('3 min 20 s').closest('[aria-busy]')).toHaveAttribute('aria-busy', 'false');
  expect(new Set(seen.map(({ body }) => body.seed)).size).toBe(1); // a difference is never by chance
  first.release(null);
});

test('does not ask again when only the name changes', async () => {
  const seen = forecasts(() => json(forecast));
  const { user, aside } = await showPanel();
  await aside.findByText('The last message ends after');
  await fill(user, 'Name', 'Storm');
  await fill(user, 'Messages', '7');
  await waitFor(() => expect(seen.at(-1)?.body.messages).toBe(7));
  expect(seen.filter(({ body }) => body.messages === 1000)).toHaveLength(1);
});

test('says which fields keep it from a forecast, by the form and by the server', async () => {
  const seen = forecasts(({ body }) =>
    body.messages === 1000
      ? json(forecast)
      : problem(422, {
          detail: 'one field of the settings is wrong',
          errors: [
            { location: 'body.senderGroups[0].sendTime.standardDeviation', message: 'must be at most 20' },
          ],
        }),
  );
  const { user, aside } = await showPanel();
  await aside.findByText('The last message ends after');
  await fill(user, 'Messages', '0');
  expect(await aside.findByText('No forecast of these settings')).toBeInTheDocument();
  expect(aside.getByText('Messages:').parentElement).toHaveTextContent(
    'Messages: Enter a whole number from 1 to 10,000,000 messages.',
  );
  expect(aside.getByText('The last message ends after')).toBeInTheDocument(); // the last one, dimmed
  expect(seen).toHaveLength(1);
  await fill(user, 'Messages', '5');
  expect(await aside.findByText(/Must be at most 20\./)).toHaveTextContent(
    'Sender group 1, Standard deviation: Must be at most 20.',
  );
});

test('tells that the server is busy or away, and asks again', async () => {
  stopTheClock();
  forecasts((_asked, count) => {
    if (count === 1) return problem(429, { detail: 'too many forecasts' });
    return count === 2 ? HttpResponse.error() : json(forecast);
  });
  const { aside } = await showPanelWithStoppedClock();
  await eventually(() => expect(aside().getByText(/many forecasts at once/)).toBeInTheDocument());
  await pass(1_100);
  await eventually(() => expect(aside().getByText(/cannot be reached/)).toBeInTheDocument());
  await pass(2_100);
  await eventually(() => expect(aside().getByText('The last message ends after')).toBeInTheDocument());
  expect(aside().queryByText(/asked for again/)).not.toBeInTheDocument();
});

test('waits as long as a busy server says, and gives up in the end', async () => {
  stopTheClock();
  const seen = forecasts(() =>
    HttpResponse.json(
      {
        title: 'Too Many Requests',
        status: 429,
        detail: 'Too many requests at once; try again in a few seconds.',
      },
      { status: 429, headers: { 'Retry-After': '5' } },
    ),
  );
  const { aside } = await showPanelWithStoppedClock();
  await eventually(() => expect(aside().getByText(/many forecasts at once/)).toBeInTheDocument());
  await pass(4_500);
  expect(seen).toHaveLength(1);
  await pass(60_000);
  await eventually(() => expect(aside().getByText('There is no forecast')).toBeInTheDocument());
  expect(aside().getByText('Too many requests at once; try again in a few seconds.')).toBeInTheDocument();
  expect(seen).toHaveLength(7);
  await pass(60_000);
  expect(seen).toHaveLength(7);
  expect(aside().getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});

async function showPanelWithStoppedClock() {
  show(<ConfigureView like={undefined} latest={undefined} />);
  const aside = () => within(screen.getByRole('complementary', { name: 'Forecast' }));
  await eventually(() => aside());
  return { aside };
}

test('is spoken once it has stood for a moment, but not as the page opens', async () => {
  forecasts(({ body }) => json({ ...forecast, makespan: body.messages === 1000 ? 100 : 200 }));
  const { user, aside } = await showPanel();
  await aside.findByText('1 min 40 s');
  const words = () =>
    aside
      .getAllByRole('status')
      .map(({ textContent }) => textContent)
      .join('');
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  expect(words()).toBe('');
  await fill(user, 'Messages', '1001');
  await waitFor(() =>
    expect(words()).toBe(
      'Forecast: 95.0 % delivered, the last message ends after 3 min 20 s; 0 of 1 objective met.',
    ),
  );
});

test('a random seed is one of many; it can be kept, and is exact then', async () => {
  forecasts(({ body }) => json({ ...forecast, settings: { ...forecast.settings, seed: Number(body.seed) } }));
  const { user, aside } = await showPanel();
  expect(await aside.findByText(/with another seed it differs a little/)).toBeInTheDocument();
  expect(aside.queryByText(/Exact/)).not.toBeInTheDocument();
  await user.click(aside.getByRole('button', { name: 'Run with this seed' }));
  expect(await aside.findByText(/Exact: a run with seed \d+ comes to just this/)).toBeInTheDocument();
});

test('tells how long a large forecast has been computed, and gives it up when the settings change', async () => {
  const large = held<null>();
  const seen = forecasts(async ({ body }) => {
    if (body.messages === 9_000_000) await large.answer;
    return json(forecast);
  });
  const { user, aside } = await showPanel();
  await aside.findByText('The last message ends after');
  expect(aside.queryByText(/so far/)).not.toBeInTheDocument();
  await fill(user, 'Messages', '9000000');
  expect(
    await aside.findByText(/Computing 9,000,000 messages: 1 s so far/, {}, { timeout: 3_000 }),
  ).toHaveTextContent('there is an answer after 20 s at the latest.');
  await fill(user, 'Messages', '7');
  await waitFor(() => expect(seen.at(-1)?.body.messages).toBe(7));
  expect(seen.find(({ body }) => body.messages === 9_000_000)?.signal.aborted).toBe(true);
  expect(aside.queryByText(/so far/)).not.toBeInTheDocument();
  large.release(null);
});

test('a forecast that takes too long says what to do instead, and is not asked for again', async () => {
  const seen = forecasts(() =>
    problem(422, {
      detail:
        'the forecast was not done within 20 s: about 43 % of it was computed; run it as an instant simulation',
    }),
  );
  const { aside } = await showPanel();
  expect(
    await aside.findByText(/about 43 % of it was computed; run it as an instant simulation\./),
  ).toBeVisible();
  expect(seen).toHaveLength(1);
});

test('warns of a run that takes too long on the wall', async () => {
  forecasts(() => json({ ...forecast, wallSeconds: 100_000 }));
  const { aside } = await showPanel();
  expect(await aside.findByText(/A live run may take at most 1 d/)).toBeInTheDocument();
});

test('says how much chance matters when asked', async () => {
  const estimate = {
    runs: 30,
    mean: 2511,
    median: 2510,
    interval: { low: 2505, high: 2515 },
    min: 2480,
    max: 2540,
  };
  const seen = forecasts(({ replications }) =>
    json(
      replications === null
        ? forecast
        : {
            ...forecast,
            replications: {
              runs: 30,
              confidence: 0.95,
              figures: [{ name: 'makespan', unit: 'seconds', ...estimate }],
              objectives: [
                {
                  share: 0.95,
                  within: 900,
                  met: 0.8,
                  interval: { low: 0.61434, high: 0.92286 },
                  at: estimate,
                },
              ],
            },
          },
    ),
  );
  const { user, aside } = await showPanel();
  await user.click(await aside.findByRole('button', { name: 'How much does it vary?' }));
  expect(await aside.findByText('30 runs with different seeds')).toBeInTheDocument();
  expect(aside.getByText(/In half of them/)).toHaveTextContent(
    'within 41 min 50 s (of all seeds, 41 min 45 s to 41 min 55 s, with 95 % confidence); in single runs after 41 min 20 s to 42 min 20 s.',
  );
  expect(aside.getByText(/95 % within 15 min: met in 24 of 30 runs/)).toHaveTextContent(
    '(of all seeds, 61.4 % to 92.3 %), reached after 41 min 50 s in half of them',
  );
  expect(seen.at(-1)?.replications).toBe('30');
  await fill(user, 'Messages', '50000000');
  await user.click(screen.getByRole('radio', { name: /Instant/ }));
  await waitFor(() => expect(seen.at(-1)?.body.messages).toBe(50_000_000));
  expect(screen.queryByText('30 runs with different seeds')).not.toBeInTheDocument();
});

test('what took too long is not asked for again by itself', async () => {
  const seen = forecasts((_asked, count) =>
    count === 1 ? problem(504, { detail: 'The answer took longer than 29 seconds.' }) : json(forecast),
  );
  const { user, aside } = await showPanel();
  expect(await aside.findByText('The answer took longer than 29 seconds.')).toBeInTheDocument();
  expect(aside.queryByText(/Working out/)).not.toBeInTheDocument();
  expect(seen).toHaveLength(1);
  await user.click(aside.getByRole('button', { name: 'Try again' }));
  expect(await aside.findByText('The last message ends after')).toBeInTheDocument();
  expect(seen).toHaveLength(2);
});

test('a server that fails is asked four times, then only when somebody wants it', async () => {
  stopTheClock();
  const seen = forecasts(() => problem(500, { detail: 'something broke' }));
  const { aside } = await showPanelWithStoppedClock();
  for (const [i, wait] of [1100, 2100, 4100, 60_000].entries()) {
    await eventually(() => expect(seen).toHaveLength(i + 1));
    await pass(wait);
  }
  await eventually(() => expect(aside().getByText('Something broke.')).toBeInTheDocument());
  expect(seen).toHaveLength(4);
  expect(aside().getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});
