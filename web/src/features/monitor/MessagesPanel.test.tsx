import { screen, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Message, Outcome, Simulation } from '@/api/types';
import { completed, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { eventually, pass, stopTheClock } from '@/testing/time';
import { MessagesPanel } from './MessagesPanel';

let asked: string[] = [];

function message(index: number, outcome: Outcome = 'delivered'): Message {
  const attempts: Message['attempts'] = [
    {
      number: 1,
      sender: 0,
      start: index,
      duration: 1,
      outcome: outcome === 'failed' ? 'failed' : 'delivered',
    },
  ];
  return {
    index,
    recipient: `+1 555 ${index}`,
    text: 'Flood',
    outcome,
    why: '',
    endedAt: index + 1,
    attempts,
  };
}

/** Messages 0, 1, 2 … that end in this order; every tenth fails. */
function messagesAnswer(count: number) {
  const all = Array.from({ length: count }, (_, index) =>
    message(index, index % 10 === 9 ? 'failed' : 'delivered'),
  );
  server.use(
    http.get(address('/simulations/sim-1/messages'), ({ request }) => {
      const { search, searchParams } = new URL(request.url);
      asked.push(search);
      const outcome = searchParams.get('outcome');
      const limit = Number(searchParams.get('limit'));
      const found = all
        .slice(Number(searchParams.get('after')))
        .filter((one) => outcome === null || one.outcome === outcome);
      const items = found.slice(0, limit);
      const next = items.length === limit ? (items.at(-1)?.index ?? 0) + 1 : undefined;
      return HttpResponse.json({ items, next } as JsonBodyType);
    }),
  );
}

async function open(simulation: Simulation) {
  const result = show(<MessagesPanel simulation={simulation} />);
  await result.user.click(screen.getByRole('button', { name: 'Messages' }));
  return result;
}

async function choose(user: ReturnType<typeof show>['user'], field: string, option: RegExp) {
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${field}`) }));
  await user.click(await screen.findByRole('option', { name: option }));
}

const recipients = () =>
  within(screen.getByRole('region', { name: 'Table of messages' }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);

beforeEach(() => {
  asked = [];
});

test('asks for nothing before it is opened, then shows the latest first', async () => {
  messagesAnswer(1000);
  const { user } = show(<MessagesPanel simulation={completed} />);
  expect(asked).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Messages' }));
  const row = await screen.findByRole('row', { name: /^\+1 555 998/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['delivered', '1', '16 min 39 s']);
  expect(recipients()).toHaveLength(20);
  expect(recipients()[0]).toBe('+1 555 999');
  expect(asked).toEqual(['?after=980&limit=20']);
});

test('shows the latest of one outcome', async () => {
  messagesAnswer(1000);
  const { user } = await open(completed);
  await screen.findByRole('row', { name: /^\+1 555 998/ });
  await choose(user, 'Outcome', /failed \(50\)/);
  await screen.findByRole('row', { name: /^\+1 555 809/ });
  expect(recipients()).toHaveLength(20);
  expect(asked.at(-1)).toBe('?outcome=failed&after=200&limit=1000');
});

test('goes through all of them by cursor, there and back', async () => {
  messagesAnswer(45);
  const { user } = await open(completed);
  await choose(user, 'Show', /From the first on/);
  await screen.findByRole('row', { name: /^\+1 555 0/ });
  await user.click(screen.getByRole('button', { name: 'Later' }));
  await screen.findByRole('row', { name: /^\+1 555 20/ });
  expect(screen.getByText('Page 2')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Later' }));
  await screen.findByRole('row', { name: /^\+1 555 40/ });
  expect(screen.getByRole('button', { name: 'Later' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Earlier' }));
  await screen.findByRole('row', { name: /^\+1 555 20/ });
});

test('running: brings the latest up to date every five seconds, no more often', async () => {
  stopTheClock();
  messagesAnswer(432);
  const { rerender } = show(<MessagesPanel simulation={running()} />);
  screen.getByRole('button', { name: 'Messages' }).click();
  await eventually(() => expect(recipients()[0]).toBe('+1 555 431'));
  messagesAnswer(440);
  rerender(<MessagesPanel simulation={running(420)} />);
  await pass(4000);
  expect(asked).toHaveLength(1);
  await pass(1000);
  await eventually(() => expect(recipients()[0]).toBe('+1 555 439'));
  expect(asked).toEqual(['?after=412&limit=20', '?after=420&limit=20']);
});

test('says that there are none yet', async () => {
  messagesAnswer(0);
  await open(running(0));
  expect(await screen.findByText('None has ended yet.')).toBeInTheDocument();
});

test('says why they cannot be shown', async () => {
  server.use(
    http.get(address('/simulations/sim-1/messages'), () => problem(404, { detail: 'there is none' })),
  );
  await open(completed);
  expect(await screen.findByText('The messages cannot be shown')).toBeInTheDocument();
  expect(screen.getByText('There is none.')).toBeInTheDocument();
});

test('downloads those of an outcome as a table, or says why not', async () => {
  messagesAnswer(1000);
  URL.createObjectURL = () => 'blob:file';
  URL.revokeObjectURL = () => undefined;
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
  const { user } = await open(completed);
  await choose(user, 'Outcome', /failed/);
  await user.click(screen.getByRole('button', { name: 'Download CSV' }));
  await vi.waitFor(() => expect(saved).toEqual(['flood-warning-messages.csv']));
  expect(asked).toContain('?format=csv&outcome=failed');
  server.use(http.get(address('/simulations/sim-1/messages'), () => problem(429, { detail: 'too busy' })));
  await user.click(screen.getByRole('button', { name: 'Download CSV' }));
  expect(await screen.findByText('The download did not work. Too busy.')).toBeInTheDocument();
});
