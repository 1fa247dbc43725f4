import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepToken } from '@/api/token';
import type { Simulation } from '@/api/types';
import { completed, ready, running } from '@/testing/fixtures';
import { show } from '@/testing/render';
import { address, server } from '@/testing/server';
import { Monitor } from './Monitor';

const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);

beforeEach(() => {
  keepToken('token-1');
  server.use(http.get(address('/simulations/sim-1/messages'), () => json({ messages: [] })));
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.querySelector('link[rel="icon"]')?.remove();
});

const view = (simulation: Simulation) => (
  <Monitor simulation={simulation} asOf={0} onReset={() => undefined} />
);
const half = (): Simulation => {
  const simulation = running();
  const { messages } = simulation.progress;
  const progress = { ...simulation.progress, delivered: messages / 2, failed: 0, expired: 0, unreachable: 0 };
  return { ...simulation, progress };
};

test('the tab tells the state, how far it is, and by its icon the same', () => {
  const icon = document.createElement('link');
  icon.rel = 'icon';
  icon.href = '/icon.svg';
  document.head.append(icon);
  const shown = show(view(half()));
  expect(document.title).toBe('50 %, Flood warning – Alert Simulation');
  const ring = decodeURIComponent(icon.href);
  expect(ring).toContain(`stroke-dasharray="${Math.PI * 12} `); // half of the way around
  shown.rerender(view(completed));
  expect(document.title).toBe('completed, Flood warning – Alert Simulation');
  expect(decodeURIComponent(icon.href)).not.toBe(ring);
  shown.unmount();
  expect(icon.href).toMatch(/\/icon\.svg$/);
});

test('the answer is on top', () => {
  show(view({ ...completed, sentence: '95 % of 1,000 people were reached.' }));
  expect(screen.getByRole('region', { name: 'Answer' })).toHaveTextContent(
    '95 % of 1,000 people were reached.',
  );
});

/** A browser that answers so when it is asked for leave. */
function notifications(answer: NotificationPermission) {
  const sent = vi.fn();
  const Sent = function (title: string, options: NotificationOptions) {
    sent(title, options.body);
  };
  vi.stubGlobal('Notification', Object.assign(Sent, { requestPermission: () => Promise.resolve(answer) }));
  return sent;
}

test('says once that a run has ended, if asked to', async () => {
  const sent = notifications('granted');
  const shown = show(view(half()));
  await shown.user.click(screen.getByRole('button', { name: 'Tell me when it ends' }));
  expect(await screen.findByText(/The browser will tell you when it ends/)).toBeInTheDocument();
  const ended = { ...completed, sentence: 'All are reached.' };
  shown.rerender(view(ended));
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
  expect(sent).toHaveBeenCalledWith('Flood warning: completed', 'All are reached.');
  shown.rerender(view({ ...ended }));
  expect(sent).toHaveBeenCalledTimes(1);
});

test('says nothing that nobody asked for, and says so where the browser does not let it', async () => {
  const sent = notifications('denied');
  const shown = show(view(half()));
  await shown.user.click(screen.getByRole('button', { name: 'Tell me when it ends' }));
  expect(await screen.findByText(/does not let this page/)).toBeInTheDocument();
  shown.rerender(view(completed));
  expect(sent).not.toHaveBeenCalled();
  expect(screen.queryByText(/does not let this page/)).not.toBeInTheDocument();
});

test('after Start the focus stays beside the button that has gone', async () => {
  server.use(http.post(address('/simulations/sim-1/start'), () => json(half())));
  const shown = show(view(ready));
  await shown.user.click(screen.getByRole('button', { name: 'Start' }));
  shown.rerender(view(half()));
  expect(screen.queryByRole('button', { name: /^Start/ })).not.toBeInTheDocument();
  expect(screen.getByRole('group', { name: 'What can be done' })).toHaveFocus();
});

test('the focus of somebody who reads elsewhere is not taken', async () => {
  const shown = show(view(half()));
  await shown.user.click(screen.getByRole('button', { name: 'Reset session' }));
  await shown.user.click(screen.getByText('Messages in all'));
  shown.rerender(view(completed));
  expect(document.body).toHaveFocus();
});
