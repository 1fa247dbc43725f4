import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { keepToken } from '@/api/token';
import type { Study, StudyAnswer } from '@/api/types';
import { preparing } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { alone, answer, fullPoints, running, study } from '@/testing/studies';
import StudyView from './StudyView';

const json = (body: unknown, status = 200) => HttpResponse.json(body as JsonBodyType, { status });

beforeEach(() => keepToken('token-1'));

function known(document: () => Study, come: StudyAnswer = answer) {
  const seen = { answers: 0 };
  server.use(
    http.get(address('/studies/study-1'), () => json(document())),
    http.get(address('/studies/study-1/answer'), () => {
      seen.answers++;
      return json(come);
    }),
    http.get(address('/studies/study-1/points'), ({ request }) => {
      const { searchParams } = new URL(request.url);
      const from = Number(searchParams.get('from'));
      return json({ items: fullPoints.slice(from, from + Number(searchParams.get('limit'))), next: null });
    }),
  );
  return seen;
}

test('shows what was found, a heat map, effects, the front and all points', async () => {
  known(() => study);
  const { user } = show(<StudyView id="study-1" />);
  expect(await screen.findByText(/^The cheapest of 4 points/)).toBeInTheDocument();
  expect(screen.getByText(/for these 20 seeds \(3 and the next ones\)/)).toBeInTheDocument();
  const map = screen.getByRole('grid', { name: /by Senders and Failure rate/ });
  const cells = within(map).getAllByRole('button');
  expect(cells.map((cell) => cell.getAttribute('aria-label'))).toEqual([
    'Senders 10, Failure rate 0 %: reached by 7 min 40 s, 10 senders, misses the objectives, with 0 of 20 seeds',
    'Senders 10, Failure rate 20 %: never reached, 10 senders, misses the objectives, with 0 of 20 seeds',
    'Senders 20, Failure rate 0 %: reached by 3 min 54 s, 20 senders, meets the objectives, with 20 of 20 seeds, the cheapest',
    'Senders 20, Failure rate 20 %: never reached, 20 senders, misses the objectives, with 1 of 20 seeds',
  ]);
  expect(cells[2]).toHaveTextContent('★ ✓ 3 min 54 s');
  expect(
    screen.getByRole('img', { name: 'What each factor changes: Delivered' }),
  ).toHaveAccessibleDescription('Failure rate: 0 % → 20 %, −98 messages; Senders: 10 → 20, no change.');
  expect(screen.getByText('? the interval cannot be trusted: too few.')).toBeInTheDocument();
  expect(screen.getByRole('slider', { name: 'Read the chart: Cost against time' })).toHaveAttribute(
    'aria-valuetext',
    '10 senders, 7 min 40 s: Senders 10, Failure rate 0 %',
  );
  const table = screen.getByRole('table', { name: 'Points of the study' });
  expect(within(table).getByRole('row', { name: /met, cheapest/ })).toHaveTextContent('20 of 20 seeds');

  cells[0]?.focus();
  await user.keyboard('{ArrowDown}');
  expect(cells[2]).toHaveFocus();
  await user.keyboard('{Enter}');
  const dialog = within(await screen.findByRole('dialog'));
  expect(
    await dialog.findByRole('row', { name: /When the objectives are reached.*4 min 10 s/ }),
  ).toBeInTheDocument();
  expect(dialog.getByRole('link', { name: 'Use these settings' })).toHaveAttribute(
    'href',
    '/new?study=study-1&point=2',
  );
  let submitted: unknown;
  server.use(
    http.post(address('/simulations'), async ({ request }) => {
      submitted = await request.json();
      return json(preparing, 202);
    }),
  );
  await user.click(dialog.getByRole('button', { name: 'Start as a simulation' }));
  await waitFor(() => expect(window.location.pathname).toBe('/simulations/sim-1'));
  expect(submitted).toEqual({
    messages: 500,
    seed: 3,
    objectives: [{ share: 0.9, within: 300 }],
    senderGroups: [{ senders: 20, failureRate: 0 }],
    autoStart: true,
  });
});

test('shows a band of one factor, of times and of seeds that meet', async () => {
  known(() => ({ ...study, query: alone.query }), alone);
  const { user } = show(<StudyView id="study-1" />);
  const read = await screen.findByRole('slider', { name: /Read the chart: When the objectives are reached/ });
  await waitFor(() =>
    expect(read).toHaveAttribute(
      'aria-valuetext',
      '10: 4 min 10 s, from 4 min to 4 min 20 s, met with 0 of 20 seeds',
    ),
  );
  read.focus();
  await user.keyboard('{End}');
  expect(read.getAttribute('aria-valuetext')).toMatch(/^20: .*met with 20 of 20 seeds$/);
  const shown = within(screen.getByRole('toolbar', { name: 'What is shown' }));
  await user.click(shown.getByRole('button', { name: 'Seeds that meet' }));
  expect(screen.getByRole('slider', { name: /Seeds that meet every objective/ })).toHaveAttribute(
    'aria-valuetext',
    '10: 0 of 20 seeds meet, 0 % to 17.0 % of all',
  );
});

test('tells how far it is, asks before it cancels, and keeps what is made', async () => {
  let now = running(40);
  known(() => now, {
    ...answer,
    complete: false,
    points: answer.points.slice(0, 2),
    front: [0],
    effects: [],
  });
  const { user } = show(<StudyView id="study-1" />);
  expect(await screen.findByText('40 of 80 runs, in 2 of 4 jobs')).toBeInTheDocument();
  expect(screen.getByText('50 % of the study is made.')).toBeInTheDocument();
  const missing = await screen.findByRole('button', { name: 'Senders 20, Failure rate 0 %: not made yet' });
  expect(missing).toHaveAttribute('aria-disabled', 'true');
  await user.click(missing);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(screen.getByText('(2 of 4)')).toBeInTheDocument();
  server.use(
    http.post(address('/studies/study-1/cancel'), () => {
      now = { ...now, state: 'cancelled', finishedAt: '2026-11-23T10:01:09Z' };
      return json(now);
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.click(await screen.findByRole('button', { name: 'Cancel the study' }));
  expect(await screen.findByText(/^Cancelled on/)).toBeInTheDocument();
  expect(screen.queryByText('40 of 80 runs, in 2 of 4 jobs')).not.toBeInTheDocument();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('a study that somebody else cancels or deletes says so', async () => {
  let now: Study = running(20);
  known(() => now, { ...answer, points: [], front: [], effects: [] });
  const view = show(<StudyView id="study-1" />);
  await screen.findByText('20 of 80 runs, in 1 of 4 jobs');
  now = { ...now, state: 'cancelled', reason: 'a member has cancelled it' };
  expect(await screen.findByText('A member has cancelled it.')).toBeInTheDocument();
  view.unmount();
  server.use(http.get(address('/studies/study-1'), () => problem(404)));
  show(<StudyView id="study-1" />);
  expect(await screen.findByText('There is no such study')).toBeInTheDocument();
});
