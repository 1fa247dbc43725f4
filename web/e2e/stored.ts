import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Runs settings by the API, as a member, and waits for the result; returns the id. */
export async function storeRun(page: Page, settings: object): Promise<string> {
  const made = (await call(page, 'POST', '/simulations', {
    mode: 'instant',
    autoStart: true,
    ...settings,
  })) as {
    id: string;
  };
  await expect
    .poll(async () => ((await call(page, 'GET', `/simulations/${made.id}`)) as { state: string }).state)
    .toBe('completed');
  return made.id;
}

/** A call of the API by whoever this browser is. */
async function call(page: Page, method: string, path: string, data?: object): Promise<unknown> {
  const token = await page.evaluate(() => localStorage.getItem('alertsim.token'));
  const answer = await page.request.fetch(`/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token ?? ''}` },
    ...(data && { data }),
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as unknown;
}

/** 80 characters without a place to break. */
export const longName =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.slice(0, 80);
/** As long, from right to left. */
export const fromRightName = 'تحذير'.repeat(16);

/** Alerts that differ by their senders: 1,000 messages of a second each. */
export const alert = (name: string, senders: number) => ({
  name,
  messages: 1000,
  seed: 42,
  senderGroups: [
    { name: 'sms', senders, sendTime: { distribution: 'exponential', mean: 1 }, price: { perAttempt: 0.05 } },
  ],
  objectives: [
    { share: 0.95, within: 120 },
    { share: 0.5, within: 30 },
  ],
});
