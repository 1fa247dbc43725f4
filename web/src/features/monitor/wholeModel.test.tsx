import { screen } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { expect, test } from 'vitest';
import type { Message, Simulation } from '@/api/types';
import { completed } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, server } from '@/testing/server';
import { fullCompleted, fullRunning } from '@/testing/wholeModel';
import { MessagesPanel } from './MessagesPanel';
import { Monitor } from './Monitor';

const showMonitor = (simulation: Simulation) =>
  show(<Monitor simulation={simulation} asOf={Date.now()} onReset={() => undefined} />);

const valueOf = (label: string) =>
  screen.getAllByText(label, { selector: 'dt, dt *' })[0]?.closest('dt')?.nextSibling;

/** By label and text, as asking a page this large for roles takes long. */
function cellsOf(region: string, start: RegExp): string[] {
  const rows = screen.getByLabelText(region).querySelectorAll(':scope > table > tbody > tr');
  const row = Array.from(rows).find(({ textContent }) => start.test(textContent));
  return Array.from(row?.querySelectorAll('td') ?? [], ({ textContent }) => textContent);
}

test('completed: what the parts have come to, each in a section that is closed at first', async () => {
  const { user } = showMonitor(fullCompleted);
  expect(await screen.findByRole('heading', { name: 'In detail' })).toBeInTheDocument();
  const titles = ['Audiences', 'Channels', 'Steps', 'How attempts end', 'Caps', 'Cost of the sending'];
  for (const title of titles) {
    const opener = screen.getByText(title, { selector: 'h3 *' }).closest('[aria-expanded]');
    if (!opener) throw new Error(`${title} cannot be opened`);
    expect(opener).toHaveAttribute('aria-expanded', 'false');
    await user.click(opener);
  }
  expect(cellsOf('Table: Audiences', /^vip/)).toEqual([
    '100',
    '10 min',
    '98',
    '80',
    '2',
    '0',
    '0',
    '39 min 35 s',
  ]);
  expect(cellsOf('Table: Audiences', /^the rest/).at(-1)).toBe('never');
  expect(cellsOf('Table: Channels', /^voice/)).toEqual(['350', '400', '200', '110']);
  expect(cellsOf('Table: Steps', /^2\.2 voice/)).toEqual(['350', '400', '200', '110']);
  expect(cellsOf('Table: How attempts end', /^sms/)).toEqual([
    '700',
    '210',
    '30',
    '40',
    '10',
    '0 s',
    '1 min 30 s',
  ]);
  expect(cellsOf('Table: outcomes of attempts', /^calls *busy/)).toEqual(['busy', '90', '22.5 %']);
  expect(cellsOf('Table: Caps', /^brand/)).toEqual(['600', '2 of 3', '0 s']);
  expect(cellsOf('Table: Caps', /^hourly/)).toEqual(['300', 'rolling', '12 min']);
  expect(cellsOf('Table: Cost of the sending', /^in all/)).toEqual(['15.84 EUR']);
  expect(cellsOf('Table of sender groups', /^calls/)[0]).toBe('voice');
});

test('completed: figures, dates, warnings, and every message somewhere', async () => {
  showMonitor(fullCompleted);
  await screen.findByRole('heading', { name: 'Result' });
  const counts = Array.from(document.querySelectorAll('.balance-parts dd'), (dd) =>
    Number(dd.textContent.replace(',', '')),
  );
  expect(counts).toEqual([900, 50, 20, 30, 0, 0, 1000]);
  expect(valueOf('Acknowledged')).toHaveTextContent('54054.0 %');
  expect(valueOf('Last acknowledgement by')).toHaveTextContent('42 min 40 s');
  expect(valueOf('Further steps')).toHaveTextContent('350begun beyond the first of each message');
  expect(valueOf('Repeats')).toHaveTextContent('110attempts that delivered once more');
  expect(valueOf('Refused by caps')).toHaveTextContent('40attempts');
  expect(valueOf('Cost of the sending')).toHaveTextContent('15.84 EUR');
  expect(valueOf('End')).toHaveTextContent('Sat, Oct 24, 2026, 6:41:40 PM (UTC+02:00)');
  expect(screen.getByText('By the clocks of Europe/Berlin, time zone database 2025c.')).toBeInTheDocument();
  expect(
    screen.getByText(
      'Cap hourly: At most 300 can be started in its window, so its count of 300 is never reached.',
    ),
  ).toBeInTheDocument();
  expect(
    screen.getByText('Sender group calls: No message is sent over its channel "voice".'),
  ).toBeInTheDocument();
  expect(
    screen.getByText('met: reached after 41 min 15 s, on Sat, Oct 24, 2026, 6:41:15 PM (UTC+02:00)'),
  ).toBeInTheDocument();
  expect(screen.getByText('missed: it costs 15.84 EUR')).toBeInTheDocument();
  const chart = await screen.findByRole('img', { name: 'Messages that have ended, over simulated time' });
  expect(chart).toHaveAccessibleDescription(
    /900 delivered, 50 failed, 20 expired, 30 unreachable, 540 acknowledged after 42 min 40 s\./,
  );
  expect(screen.getByText(/is completed: 900 delivered, .*, 540 acknowledged\./)).toBeInTheDocument();
});

test('running: the plan has the same figures, and the curve of acknowledgements has one', async () => {
  showMonitor(fullRunning);
  await screen.findByRole('heading', { name: 'Plan' });
  expect(screen.getByText('46.2 % of the messages have ended')).toBeInTheDocument();
  expect(screen.getAllByText('Unreachable', { selector: 'dt, dt *' })).toHaveLength(2);
  expect(screen.getByText('What each part comes to in the whole run, by the plan.')).toBeInTheDocument();
  expect(await screen.findByText('acknowledged, by the plan')).toBeInTheDocument();
  expect(screen.getByText('On the calendar')).toBeInTheDocument();
});

test('a run of which there is none of it looks as ever', async () => {
  showMonitor(completed);
  await screen.findByRole('heading', { name: 'Result' });
  for (const word of [
    /unreachable/i,
    /acknowledged/i,
    /repeats/i,
    /in detail/i,
    /calendar/i,
    /^warnings?$/i,
  ]) {
    expect(screen.queryByText(word, { ignore: 'h1, [role=status]' })).not.toBeInTheDocument();
  }
});

const message: Message = {
  index: 7,
  recipient: '+1 055 501',
  text: 'Flood',
  outcome: 'delivered',
  why: 'an attempt reached its recipient',
  endedAt: 400,
  acknowledgedAt: 460,
  cost: 0.0234,
  attempts: [
    {
      number: 1,
      sender: 0,
      start: 10,
      duration: 5,
      outcome: 'retried',
      step: 1,
      channel: 'sms',
      result: 'overCap',
    },
    {
      number: 1,
      sender: 5,
      start: 370,
      duration: 30,
      outcome: 'delivered',
      step: 2,
      channel: 'voice',
      result: 'delivered',
    },
    {
      number: 1,
      sender: 5,
      start: 500,
      duration: 9,
      outcome: 'retried',
      step: 3,
      channel: 'sms',
      result: 'delivered',
      repeat: true,
    },
  ],
};

test('messages: all that was tried, by row; the unreachable by themselves', async () => {
  const asked: string[] = [];
  server.use(
    http.get(address('/simulations/sim-1/messages'), ({ request }) => {
      asked.push(new URL(request.url).search);
      const none = { ...message, index: 1, outcome: 'unreachable', attempts: [], acknowledgedAt: undefined };
      return HttpResponse.json({ items: [asked.length > 1 ? none : message] } as JsonBodyType);
    }),
  );
  const { user } = show(<MessagesPanel simulation={fullCompleted} />);
  await user.click(screen.getByRole('button', { name: 'Messages' }));
  const opener = await screen.findByRole('button', { name: '+1 055 501' });
  expect(cellsOf('Table of messages', /^\+1 055 501/)).toEqual([
    'delivered',
    '3',
    '6 min 40 s',
    '7 min 40 s',
  ]);
  await user.click(opener);
  expect(opener).toHaveAttribute('aria-expanded', 'true');
  expect(valueOf('Why it ended so')).toHaveTextContent('An attempt reached its recipient.');
  expect(valueOf('Audience')).toHaveTextContent('the rest');
  expect(valueOf('Cost of its attempts')).toHaveTextContent('0.02 EUR');
  const attempts = 'Table of attempts: +1 055 501';
  expect(cellsOf(attempts, /^1/)).toEqual(['1', 'sms', '10 s', '5 s', 'refused by a cap']);
  expect(cellsOf(attempts, /^3/).at(-1)).toBe('delivered, a repeat');
  await user.click(opener);
  expect(screen.queryByRole('region', { name: attempts })).not.toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: /^Outcome/ }));
  await user.click(await screen.findByRole('option', { name: 'unreachable (30)' }));
  await screen.findByText('unreachable', { selector: 'td *' });
  expect(asked.at(-1)).toBe('?outcome=unreachable&after=10&limit=20');
});
