import { fireEvent, screen } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { expect, test } from 'vitest';
import type { Moments, Simulation } from '@/api/types';
import { forecast, ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { SendingPanel } from './SendingPanel';
import './SendingPicture'; // before the time of a test counts

const moments: Moments = {
  seconds: [0, 50, 100],
  untried: [990, 490, 0],
  again: [0, 0, 0],
  inFlight: [10, 10, 0],
  delivered: [0, 500, 1000],
  failed: [0, 0, 0],
  expired: [0, 0, 0],
  unreachable: 0,
  groups: [
    { name: 'a', senders: 10, busy: [10, 10, 0], attempts: [0, 500, 1000], delivered: [0, 500, 1000] },
  ],
};

function answering() {
  const asked: URLSearchParams[] = [];
  server.use(
    http.post(address('/forecast'), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ ...forecast, moments } as JsonBodyType);
    }),
  );
  return asked;
}

const completed: Simulation = { ...ready, state: 'completed' };

test('nothing is asked for until the picture is wanted; it begins at the end', async () => {
  const asked = answering();
  const { user } = show(<SendingPanel simulation={completed} />);
  expect(asked).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: 'Show the picture' }));
  const slider = await screen.findByRole('slider', { name: 'Simulated time of the picture' });
  expect(asked[0]?.get('moments')).toBe('240');
  expect(slider).toHaveAttribute(
    'aria-valuetext',
    'After 1 min 40 s: 1,000 of 1,000 reached. a: 0 of 10 senders busy.',
  );
  fireEvent.change(slider, { target: { value: '1' } });
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'After 50 s: 500 of 1,000 reached, 490 waiting, 10 in flight. a: 10 of 10 senders busy.',
  );
});

test('a run is shown up to its clock', async () => {
  answering();
  const run = running();
  const at60: Simulation = { ...run, progress: { ...run.progress, simulatedSeconds: 60 } };
  const { user } = show(<SendingPanel simulation={at60} />);
  await user.click(screen.getByRole('button', { name: 'Show the picture' }));
  const slider = await screen.findByRole('slider', { name: 'Simulated time of the picture' });
  expect(slider).toHaveAttribute('max', '1');
  expect(slider).toHaveValue('1');
});

test('why there is none is told', async () => {
  server.use(http.post(address('/forecast'), () => problem(504, { detail: 'it takes too long' })));
  const { user } = show(<SendingPanel simulation={completed} />);
  await user.click(screen.getByRole('button', { name: 'Show the picture' }));
  expect(await screen.findByText('It takes too long.')).toBeInTheDocument();
});
