import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { SendersAnswer } from '@/api/types';
import { forecast } from '@/testing/fixtures';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import ConfigureView from '../ConfigureView';

beforeEach(beginBlank);

const met = { ...forecast, makespan: 920, objectives: [{ share: 0.95, within: 900, met: true, at: 875 }] };
const point = (senders: number, makespan: number) => ({
  senders,
  makespan,
  at: [makespan * 0.95],
  met: senders > 10 ? 19 : 3,
  of: 20,
});
const curve = [point(1, 10_000), point(5, 2_000), point(10, 1_000), point(11, 920), point(44, 230)];

function found(groups: number[]): SendersAnswer {
  const senders = groups.reduce((sum, count) => sum + count, 0);
  return {
    senders,
    groups,
    probability: 0.95,
    seeds: { met: 97, of: 100, share: 0.97, interval: { low: 0.9148, high: 0.9938 }, confidence: 0.95 },
    fewer: { senders: senders - 1, met: 70, of: 100 },
    searched: {
      least: 1,
      most: 1000,
      possible: 9,
      ordered: false,
      untried: [],
      timeRanOut: false,
      inWords: ['Every number from 9 to 10 was tried.', 'Fewer than 9 cannot suffice.'],
    },
    forecast: met,
    curve,
  };
}

/** Answers searches, and remembers for which group they were. */
function searches(answer: () => Response | Promise<Response>) {
  const seen: { group: string | null; signal: AbortSignal }[] = [];
  server.use(
    http.post(address('/forecast/senders'), ({ request }) => {
      seen.push({ group: new URL(request.url).searchParams.get('group'), signal: request.signal });
      return answer();
    }),
  );
  return seen;
}

async function showForm() {
  const view = show(<ConfigureView like={undefined} latest={undefined} />);
  await screen.findByLabelText('Messages');
  return view;
}

const find = (of: string) => screen.getByRole('button', { name: `Find the number of senders of ${of}` });

test('says how many suffice, shows the curve and fills them in on demand', async () => {
  const seen = searches(() => HttpResponse.json<JsonBodyType>(found([11]) as object));
  const { user } = await showForm();
  await user.click(find('Group 1: sms'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(/meet every objective with/)).toHaveTextContent(
    '11 senders meet every objective with 97 of 100 seeds (of all seeds, 91.5 % to 99.4 %, with 95 % confidence). With one fewer it is 70 of 100.',
  );
  expect(dialog.getByText('met: reached after 14 min 35 s')).toBeInTheDocument();
  expect(dialog.getByText('Every number from 9 to 10 was tried.')).toBeInTheDocument();
  const chart = await dialog.findByRole('img', { name: 'Time by the number of senders' });
  expect(chart).toHaveAccessibleDescription(
    'With 11 senders the last message ends after 15 min 20 s, with 44 after 3 min 50 s.',
  );
  expect(within(chart).getByText('11 senders')).toBeInTheDocument();
  expect(dialog.getByText(/this seed is filled in/)).toHaveTextContent(
    `The seeds are ${met.settings.seed} and the next 99; times are those with the first.`,
  );
  expect(dialog.getByRole('row', { name: '44 3 min 50 s 19 of 20', hidden: true })).toBeInTheDocument();
  expect(seen[0]?.group).toBe('0');
  await user.click(dialog.getByRole('button', { name: 'Use 11 senders' }));
  expect(screen.getByLabelText('Senders')).toHaveValue('11');
  // The run is one of those that were searched with, and so are its replications.
  expect(screen.getByText(new RegExp(`seed ${met.settings.seed}$`))).toBeInTheDocument();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('leaves the field as it is, too', async () => {
  searches(() => HttpResponse.json<JsonBodyType>(found([11]) as object));
  const { user } = await showForm();
  await user.click(find('Group 1: sms'));
  await user.click(await screen.findByRole('button', { name: 'Leave it as it is' }));
  expect(screen.getByLabelText('Senders')).toHaveValue('4');
});

test('all groups are searched for and filled in together, one alone', async () => {
  const seen = searches(() => HttpResponse.json<JsonBodyType>(found([9, 2]) as object));
  const { user } = await showForm();
  expect(screen.queryByRole('button', { name: /of all groups/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Add a group' }));
  await user.click(find('all groups'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('sms: 9 senders, now 4')).toBeInTheDocument();
  expect(dialog.getByText('Group 2: 2 senders, now 4')).toBeInTheDocument();
  await user.click(dialog.getByRole('button', { name: 'Use 11 senders' }));
  const values = () => screen.getAllByLabelText<HTMLInputElement>('Senders').map((input) => input.value);
  expect(values()).toEqual(['9', '2']);
  await user.click(find('Group 2'));
  await user.click(await screen.findByRole('button', { name: 'Use 2 senders' }));
  expect(seen.map(({ group }) => group)).toEqual([null, '1']);
});

test('says why none suffices', async () => {
  searches(() =>
    problem(422, {
      detail: 'no number of senders meets the objectives',
      errors: [{ location: 'body.objectives', message: 'the rate limits do not let enough attempts start' }],
    }),
  );
  const { user } = await showForm();
  await user.click(find('Group 1: sms'));
  expect(await screen.findByText('No number of senders meets the objectives.')).toBeInTheDocument();
  expect(screen.getByText(/The rate limits do not let enough/)).toHaveTextContent('Objectives:');
  expect(screen.queryByRole('button', { name: /^Use/ })).not.toBeInTheDocument();
});

test('does not search with wrong settings, and says which', async () => {
  const seen = searches(() => problem(500));
  const { user } = await showForm();
  await user.clear(screen.getByLabelText('Mean send time'));
  await user.click(find('Group 1: sms'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('The search needs settings that can be run')).toBeInTheDocument();
  expect(dialog.getByText('Sender group 1, Mean send time:')).toBeInTheDocument();
  expect(seen).toHaveLength(0);
});

test('closing it gives the search up', async () => {
  const { answer, release } = held<Response>();
  const seen = searches(() => answer);
  const { user } = await showForm();
  await user.click(find('Group 1: sms'));
  expect(await screen.findByText(/Looking for the fewest senders/)).toBeInTheDocument();
  await waitFor(() => expect(seen).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: 'Stop the search' }));
  await waitFor(() => expect(seen[0]?.signal.aborted).toBe(true));
  expect(screen.getByLabelText('Senders')).toHaveValue('4');
  release(problem(500));
});

test('tells that the server is busy, and asks again', async () => {
  let calls = 0;
  searches(() => (++calls === 1 ? problem(429) : HttpResponse.json<JsonBodyType>(found([11]) as object)));
  const { user } = await showForm();
  await user.click(find('Group 1: sms'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(/many forecasts at once/)).toBeInTheDocument();
  expect(await dialog.findByRole('button', { name: 'Use 11 senders' })).toBeInTheDocument();
});
