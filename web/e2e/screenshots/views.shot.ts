import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, openSession, test } from '../fixtures';
import { drawn, whole, type Box } from './whole';

/** Where the README finds them. */
const folder = resolve(import.meta.dirname, '../../../docs/images');

/** A warning by two channels that takes some minutes of live run. */
const flood = {
  name: 'Flood warning, county A',
  text: 'Flood warning for county A: leave the low ground near the river now. Roads 12 and 40 are closed.',
  messages: 4000,
  seed: 42,
  senderGroups: [
    {
      name: 'sms',
      senders: 60,
      sendTime: { distribution: 'lognormal', mean: 9, standardDeviation: 7.5 },
      failureRate: 0.05,
    },
    {
      name: 'email',
      senders: 20,
      sendTime: { distribution: 'lognormal', mean: 2, standardDeviation: 2 },
      failureRate: 0.02,
    },
  ],
  retry: { maxAttempts: 3 },
  speed: 10,
  monitoringInterval: 0.5,
  objectives: [
    { share: 0.5, within: 120 },
    { share: 0.95, within: 240 },
  ],
};

/** What the form's templates hold. */
const templates = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../src/features/configure/templates/templates.json'), 'utf8'),
) as { settings: object }[];

const wide = 1280;

/**
 * Pictures the page in both modes, once it is whole, as high as it is: the window grows with it, because what sticks to
 * the window is else cut off at its edge. No chart in the picture may be empty, nor the page.
 */
async function shoot(page: Page, name: string, charts: number): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('body.awsui-dark-mode')).toHaveCount(colorScheme === 'dark' ? 1 : 0);
    await whole(page, charts);
    await page.setViewportSize({ width: wide, height: await heightOf(page) });
    await whole(page, charts);
    const path = resolve(folder, `${name}-${colorScheme}.png`);
    const picture = await page.screenshot({ path });
    const boxes = await boxesIn(page, '.chart-plot');
    const shares = await drawn(page, picture, [
      ...boxes,
      { x: 0, y: 0, ...(page.viewportSize() ?? { width: 1, height: 1 }) },
    ]);
    expect(boxes).toHaveLength(charts);
    for (const share of shares) expect(share, `drawn in ${path}`).toBeGreaterThan(0.01);
    for (const { y, height } of boxes)
      expect(y + height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    await page.setViewportSize({ width: wide, height: 900 });
  }
}

/** Pictures a part of the page in both modes, once it is whole. */
async function shootPart(page: Page, part: Locator, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: null });
    await expect(page.locator('body.awsui-dark-mode')).toHaveCount(colorScheme === 'dark' ? 1 : 0);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const path = resolve(folder, `${name}-${colorScheme}.png`);
    const picture = await part.screenshot({ path });
    const { width, height } = (await part.boundingBox()) ?? { width: 1, height: 1 };
    const [share = 0] = await drawn(page, picture, [
      { x: 0, y: 0, width: Math.floor(width), height: Math.floor(height) },
    ]);
    expect(share, `drawn in ${path}`).toBeGreaterThan(0.1);
  }
}

/** As high as the page, and as what it shows in a part that scrolls by itself. */
function heightOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const aside = document.querySelector('.configure-aside');
    const beside = aside ? aside.scrollHeight + 72 + 16 : 0; // what it leaves above and below itself
    return Math.max(document.documentElement.scrollHeight, beside);
  });
}

function boxesIn(page: Page, selector: string): Promise<Box[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
    }),
  );
}

test('every view', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: wide, height: 900 });
  await page.goto('/session');
  await expect(page.getByRole('button', { name: 'Open session' })).toBeVisible();
  await shoot(page, 'session', 0);
  await page.goto('/');
  await expect(page.getByRole('group', { name: 'What would help most' })).toBeVisible();
  await shoot(page, 'configure', 1);
  await openSession(page);

  const instant = await create(page, { ...flood, mode: 'instant', autoStart: true });
  await settled(page, instant, 'completed');
  const more = { ...flood, name: 'The same with twice the senders', mode: 'instant', autoStart: true };
  const other = await create(page, {
    ...more,
    senderGroups: flood.senderGroups.map((group) => ({ ...group, senders: 2 * group.senders })),
  });
  await settled(page, other, 'completed');

  const evacuation = await create(page, { ...templates[1]?.settings, mode: 'instant', autoStart: true });
  await settled(page, evacuation, 'completed');
  await page.setViewportSize({ width: wide, height: 900 });
  await page.goto(`/simulations/${evacuation}`);
  await page.getByRole('button', { name: 'Show the picture' }).click();
  const slider = page.getByRole('slider', { name: 'Simulated time of the picture' });
  await slider.fill('20'); // 240 steps are the whole: both channels are at work
  await shootPart(page, page.locator('.sending'), 'sending');

  const live = await create(page, { ...flood, autoStart: true });
  await expect
    .poll(async () => (await read(page, live)).progress.delivered, { timeout: 60_000 })
    .toBeGreaterThan(1500);
  await page.goto(`/simulations/${live}`);
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await shoot(page, 'monitor', 3);
  await page.goto('/history');
  await expect(page.getByRole('link', { name: flood.name }).first()).toBeVisible();
  await shoot(page, 'history', 0);
  await page.goto(`/compare?ids=${instant},${other}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
  await shoot(page, 'compare', 1);
});

interface Document {
  id: string;
  state: string;
  progress: { delivered: number };
}

/** Calls the API with the page's own token. */
async function call(page: Page, method: string, path: string, body?: unknown): Promise<Document> {
  const token = await page.evaluate(() => localStorage.getItem('alertsim.token'));
  const answer = await page.request.fetch(`/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token ?? ''}`, 'Content-Type': 'application/json' },
    data: body === undefined ? undefined : JSON.stringify(body),
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Document;
}

async function create(page: Page, settings: object): Promise<string> {
  return (await call(page, 'POST', '/simulations', settings)).id;
}

function read(page: Page, id: string): Promise<Document> {
  return call(page, 'GET', `/simulations/${id}`);
}

async function settled(page: Page, id: string, state: string): Promise<void> {
  await expect.poll(async () => (await read(page, id)).state).toBe(state);
}
