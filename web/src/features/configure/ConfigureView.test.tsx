import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { completed, preparing, ready, running, settings } from '@/testing/fixtures';
import { beginBlank } from '@/testing/form';
import { show } from '@/testing/render';
import { address, held, problem, server } from '@/testing/server';
import ConfigureView from './ConfigureView';

beforeEach(beginBlank);

/** Answers a submission, and remembers what was submitted. */
function submissions(answer: () => Response | Promise<Response>) {
  const seen: Record<string, unknown>[] = [];
  server.use(
    http.post(address('/simulations'), async ({ request }) => {
      seen.push((await request.json()) as Record<string, unknown>);
      return answer();
    }),
  );
  return seen;
}

async function showForm(props: { like?: string; latest?: string } = {}) {
  const view = show(<ConfigureView like={props.like} latest={props.latest} />);
  await screen.findByLabelText('Messages');
  return view;
}

async function fill(user: UserEvent, label: string, text: string) {
  const input = screen.getByLabelText(label, { exact: false, selector: 'input' });
  await user.clear(input);
  if (text) await user.type(input, text);
  return input;
}

const submit = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Submit' }));
const section = (name: RegExp) => screen.getByRole('button', { name });

test('shows bounds, units, defaults and help as the server tells them', async () => {
  await showForm();
  const messages = screen.getByLabelText('Messages');
  expect(messages).toHaveValue('1000');
  expect(messages).toHaveAccessibleDescription(/1 to 10,000,000 messages/);
  expect(messages).toHaveAccessibleDescription(/How many recipients the alert has/);
  expect(screen.getByLabelText('Failure rate')).toHaveAccessibleDescription(/0 to 100 %/);
});

test('submits the settings and goes to the simulation', async () => {
  const { answer, release } = held<null>();
  const seen = submissions(async () => {
    await answer;
    return HttpResponse.json(preparing as object, { status: 202 });
  });
  const { user } = await showForm();
  await fill(user, 'Messages', '1,000,000');
  await fill(user, 'Failure rate', '2.5');
  await submit(user);
  expect(await screen.findByRole('button', { name: /Submitting…/ })).toBeInTheDocument();
  release(null);
  await waitFor(() => expect(window.location.pathname).toBe('/simulations/sim-1'));
  expect(seen[0]).toMatchObject({ messages: 1_000_000, timeToLive: null, mode: 'live' });
  expect(seen[0]).not.toHaveProperty('seed');
  expect(seen[0]?.senderGroups).toEqual([
    {
      name: 'sms',
      senders: 4,
      sendTime: { distribution: 'normal', mean: 10, standardDeviation: 2 },
      failureRate: 0.025,
      permanentShare: 0,
      ratePerSecond: null,
      rateUnit: 'parts',
    },
  ]);
});

test('takes times and shares with their units, keeps them as they are typed and says how it understands them', async () => {
  const seen = submissions(() => HttpResponse.json(preparing as object, { status: 202 }));
  const { user } = await showForm();
  const mean = await fill(user, 'Mean send time', '1,500 ms');
  expect(mean).toHaveValue('1,500 ms');
  expect(mean).toHaveAccessibleDescription(/0.001 to 3,600 seconds; .*understood as 1\.5 s/);
  await fill(user, 'Failure rate', '2.5 %');
  await user.click(section(/Retry and expiry/));
  const timeToLive = await fill(user, 'Time-to-live', '2h 30min');
  expect(timeToLive).toHaveAccessibleDescription(/understood as 9,000 s \(2 h 30 min\)/);
  expect(screen.getByText('One attempt, no retry; messages expire after 2h 30min')).toBeInTheDocument();
  await submit(user);
  await waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]).toMatchObject({
    timeToLive: 9000,
    senderGroups: [{ failureRate: 0.025, sendTime: { mean: 1.5 } }],
  });
});

test('says what a figure is taken for that others read in another way', async () => {
  const { user } = await showForm();
  const messages = await fill(user, 'Messages', '250.000');
  expect(messages).toHaveAccessibleDescription(/understood as 250$/);
  await fill(user, 'Messages', '250,000');
  expect(messages).toHaveAccessibleDescription(/understood as 250\u00a0000$/);
});

test('says what is wrong with a figure, in the words of its bounds, and goes to the first one', async () => {
  const { user } = await showForm();
  await fill(user, 'Mean send time', '0');
  const messages = await fill(user, 'Messages', '0');
  await submit(user);
  await waitFor(() => expect(messages).toHaveFocus());
  expect(messages).toHaveAccessibleDescription(/Enter a whole number from 1 to 10,000,000 messages\./);
  expect(screen.getByLabelText('Mean send time')).toBeInvalid();
});

test('what is wrong with a field that is left appears after the click, which it would move a button away from', async () => {
  const { user } = await showForm();
  const mean = await fill(user, 'Mean send time', '');
  const button = screen.getByRole('button', { name: 'Submit' });
  await user.pointer({ keys: '[MouseLeft>]', target: button });
  expect(mean).not.toHaveFocus();
  await new Promise((resolve) => setTimeout(resolve)); // what was not held back would be drawn by now
  expect(mean).toBeValid();
  await user.pointer({ keys: '[/MouseLeft]', target: button });
  await waitFor(() => expect(mean).toBeInvalid());
  await waitFor(() => expect(mean).toHaveFocus());
});

test('takes more messages when the mode is instant', async () => {
  const { user } = await showForm();
  await user.click(screen.getByRole('radio', { name: /Instant/ }));
  expect(screen.getByLabelText('Messages')).toHaveAccessibleDescription(/1 to 100,000,000 messages/);
  expect(screen.queryByLabelText('Speed')).not.toBeInTheDocument();
});

test('opens the section of a wrong field and marks it', async () => {
  submissions(() =>
    problem(422, {
      detail: '2 fields of the settings are wrong',
      errors: [
        { location: 'body.retry.maxAttempts', message: 'must be 1 with more than 10,000,000 messages' },
        { location: 'body.senderGroups', message: 'must have at most 10,000 senders in all (has 20,000)' },
      ],
    }),
  );
  const { user } = await showForm();
  expect(section(/Retry and expiry/)).toHaveAttribute('aria-expanded', 'false');
  await submit(user);
  expect(await screen.findByText('Must be 1 with more than 10,000,000 messages.')).toBeInTheDocument();
  expect(section(/Retry and expiry/)).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByText('1 error')).toBeInTheDocument();
  await waitFor(() => expect(screen.getByLabelText('Attempts')).toHaveFocus());
  expect(screen.getByText(/Sender groups: must have at most 10,000 senders/)).toBeInTheDocument();
});

test('a server error goes away when its field is changed', async () => {
  submissions(() =>
    problem(422, { errors: [{ location: 'body.senderGroups[0].failureRate', message: 'must be less' }] }),
  );
  const { user } = await showForm();
  await submit(user);
  expect(await screen.findByText('Must be less.')).toBeInTheDocument();
  await fill(user, 'Failure rate', '1');
  await waitFor(() => expect(screen.queryByText('Must be less.')).not.toBeInTheDocument());
});

test('keeps the settings when the server is away', async () => {
  submissions(() => HttpResponse.error());
  const { user } = await showForm();
  await fill(user, 'Messages', '77');
  await submit(user);
  expect(await screen.findByText(/The server cannot be reached. Your settings are kept/)).toBeInTheDocument();
  expect(screen.getByLabelText('Messages')).toHaveValue('77');
  expect(screen.getByRole('button', { name: 'Submit' })).toBeEnabled();
});

test('shows the parameters of the distribution that is chosen', async () => {
  const seen = submissions(() => HttpResponse.json(preparing as object, { status: 202 }));
  const { user } = await showForm();
  await user.click(screen.getByRole('button', { name: /Distribution of the send time/ }));
  await user.click(await screen.findByRole('option', { name: /Empirical/ }));
  await submit(user);
  const points = screen.getByRole('group', { name: 'Measured send times' });
  expect(await within(points).findAllByText('Enter a number from 0 to 100 %.')).toHaveLength(2);
  for (const [label, text] of [
    ['Share of attempts 1', '50'],
    ['Send time 1', '7'],
    ['Share of attempts 2', '95'],
    ['Send time 2', '30'],
  ] as const) {
    await user.type(within(points).getByLabelText(new RegExp(label)), text);
  }
  expect(screen.queryByLabelText('Mean send time')).not.toBeInTheDocument();
  await submit(user);
  await waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]?.senderGroups).toMatchObject([
    {
      sendTime: {
        distribution: 'empirical',
        percentiles: [
          { share: 0.5, seconds: 7 },
          { share: 0.95, seconds: 30 },
        ],
      },
    },
  ]);
});

test('counts the characters of the text and the parts of an SMS that it makes', async () => {
  const seen = submissions(() => HttpResponse.json(preparing as object, { status: 202 }));
  const { user } = await showForm();
  const text = screen.getByRole('textbox', { name: /^Text/ });
  expect(text).toHaveAccessibleDescription(/0 of 1,600 characters; 1 SMS part/);
  await user.click(text);
  await user.paste('Flood warning.\n' + 'Leave now. '.repeat(14));
  expect(text).toHaveAccessibleDescription(/169 of 1,600 characters; 2 SMS parts/);
  await user.clear(text);
  await user.paste('Su baskını uyarısı');
  expect(text).toHaveAccessibleDescription(/18 of 1,600 characters; 1 SMS part, shorter ones because of “ı”/);
  await user.click(section(/Rate limit and/));
  await user.click(screen.getByRole('button', { name: /The rate limit counts/ }));
  await user.click(await screen.findByRole('option', { name: /Whole messages/ }));
  await submit(user);
  await waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]).toMatchObject({ text: 'Su baskını uyarısı', senderGroups: [{ rateUnit: 'messages' }] });
});

test('fills a group in from a preset', async () => {
  const { user } = await showForm();
  await user.click(screen.getByRole('button', { name: /Preset/ }));
  await user.click(await screen.findByRole('option', { name: /SMS, long code \(US 10DLC, Canada\)/ }));
  expect(screen.getByLabelText('Senders')).toHaveValue('12');
  expect(screen.getByLabelText('Failure rate')).toHaveValue('5');
  expect(
    screen.getByText(/Rate limit 1 parts per second; 50 % of failures are permanent/),
  ).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /Preset/ }));
  await user.click(await screen.findByRole('option', { name: /E-mail, SES sandbox/ }));
  expect(screen.getByText(/Filled in from Amazon SES quotas.*the cap “SES quota”/)).toBeInTheDocument();
  expect(section(/Caps/)).toHaveAccessibleDescription(/SES quota/);
});

test('adds and removes groups and objectives', async () => {
  const { user } = await showForm();
  await user.click(screen.getByRole('button', { name: 'Add a group' }));
  expect(screen.getAllByLabelText('Senders')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Remove Group 1: sms' }));
  expect(screen.getByRole('group', { name: 'Group 1' })).toBeInTheDocument();
  await user.click(section(/Objectives/));
  await user.click(screen.getByRole('button', { name: 'Remove objective 1' }));
  expect(screen.queryByLabelText('Share delivered')).not.toBeInTheDocument();
});

test('remembers the last values, and begins blank when asked', async () => {
  const first = await showForm();
  await fill(first.user, 'Messages', '555');
  first.unmount();
  const { user } = await showForm();
  expect(screen.getByLabelText('Messages')).toHaveValue('555');
  await user.click(screen.getByRole('button', { name: /^Blank/ }));
  expect(screen.getByLabelText('Messages')).toHaveValue('1000');
  await user.click(screen.getByRole('button', { name: 'Back to what was there' }));
  expect(screen.getByLabelText('Messages')).toHaveValue('555');
});

test('ignores what it remembers if that is no form any more', async () => {
  localStorage.setItem('alertsim.form.3', '{"messages": 7, "senderGroups": "none"}');
  await showForm();
  expect(screen.getByLabelText('Name')).toHaveValue('Flood warning by SMS');
});

test('begins with the settings of an earlier simulation, with another seed unless asked', async () => {
  const like = { ...ready, settings: { ...settings, messages: 4321, timeToLive: 600 } };
  server.use(http.get(address('/snapshots/sim-1'), () => HttpResponse.json(like)));
  const { user } = await showForm({ like: 'sim-1' });
  expect(screen.getByLabelText('Messages')).toHaveValue('4321');
  expect(screen.getByText('One attempt, no retry; messages expire after 600 s')).toBeInTheDocument();
  await user.click(section(/Monitoring, start and seed/));
  expect(screen.getByLabelText(/Random seed/)).toHaveValue('');
  await user.click(screen.getByRole('button', { name: 'Same as before' }));
  expect(screen.getByLabelText(/Random seed/)).toHaveValue('42');
});

test('does not submit while another simulation is active, and says so', async () => {
  server.use(http.get(address('/snapshots/sim-1'), () => HttpResponse.json(running())));
  await showForm({ latest: 'sim-1' });
  expect(await screen.findByText('“Flood warning” is running')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /Submit/ })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('link', { name: 'Show it' })).toHaveAttribute('href', '/simulations/sim-1');
});

test('says that another simulation was quicker', async () => {
  submissions(() => problem(409, { detail: 'a simulation is active already' }));
  const { user } = await showForm();
  await submit(user);
  expect(await screen.findByText('Another simulation is active')).toBeInTheDocument();
  expect(screen.getByText('A simulation is active already.')).toBeInTheDocument();
});

test('a figure that is too large for a live run is fine once it is instant, and the other way round', async () => {
  const { user } = await showForm();
  const messages = await fill(user, 'Messages', '100,000,000');
  await user.tab();
  await waitFor(() => expect(messages).toBeInvalid());
  await user.click(screen.getByRole('radio', { name: /Instant/ }));
  await waitFor(() => expect(messages).toBeValid());
  await user.click(screen.getByRole('radio', { name: /Live/ }));
  await waitFor(() => expect(messages).toBeInvalid());
});

test('a server error goes away when a field is changed that it may come of, and no sooner', async () => {
  submissions(() =>
    problem(422, {
      errors: [
        {
          location: 'body.senderGroups[0].sendTime.standardDeviation',
          message: 'must be at most 10 times the mean',
        },
        { location: 'body.retry.maxAttempts', message: 'must be 1' },
        { location: 'body.senderGroups', message: 'must have at most 10,000 senders in all' },
      ],
    }),
  );
  const { user } = await showForm();
  await submit(user);
  const deviation = await screen.findByText('Must be at most 10 times the mean.');
  await user.type(screen.getByLabelText('Name'), ' 2');
  expect(deviation).toBeInTheDocument();
  expect(screen.getByText('Must be 1.')).toBeInTheDocument();
  expect(screen.queryByText(/10,000 senders in all/)).not.toBeInTheDocument(); // it was of what was submitted
  await fill(user, 'Messages', '10');
  await waitFor(() => expect(screen.queryByText('Must be 1.')).not.toBeInTheDocument());
  expect(deviation).toBeInTheDocument();
  await fill(user, 'Mean send time', '20');
  await waitFor(() => expect(deviation).not.toBeInTheDocument());
});

test('two quick clicks submit once', async () => {
  const { answer, release } = held<null>();
  const seen = submissions(async () => {
    await answer;
    return HttpResponse.json(preparing as object, { status: 202 });
  });
  await showForm();
  const button = screen.getByRole('button', { name: 'Submit' });
  button.click();
  button.click();
  release(null);
  await waitFor(() => expect(window.location.pathname).toBe('/simulations/sim-1'));
  expect(seen).toHaveLength(1);
});

test('that another simulation is active is not said any more once it is over', async () => {
  let current = running();
  server.use(http.get(address('/snapshots/sim-1'), () => HttpResponse.json(current)));
  submissions(() => problem(409, { detail: 'a simulation is active already' }));
  const { user, rerender, client } = await showForm();
  await submit(user);
  expect(await screen.findByText('Another simulation is active')).toBeInTheDocument();
  rerender(<ConfigureView like={undefined} latest="sim-1" />);
  expect(await screen.findByText('“Flood warning” is running')).toBeInTheDocument();
  current = completed;
  await client.invalidateQueries({ queryKey: ['simulation'] });
  await waitFor(() => expect(screen.queryByText('Another simulation is active')).not.toBeInTheDocument());
});
