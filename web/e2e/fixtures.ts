import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Deployed, deployedAPI } from './deployed';
import { managementKey, Server } from './server';

interface Fixtures {
  server: Server | Deployed;
  /** What the browser has complained of: must stay empty. */
  complaints: string[];
}

/** A test with a server of its own, or with what is deployed for itself, that fails if the browser has anything to complain of. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- it needs no other fixture, and must say so
  server: async ({}, provide, info) => {
    const server = deployedAPI ? await Deployed.create(deployedAPI, managementKey) : await Server.create();
    await provide(server);
    if (info.status !== info.expectedStatus) await info.attach('server log', { body: server.log() });
    await server.remove();
  },
  baseURL: ({ server }, provide) => provide(server.url),
  complaints: [
    async ({ context }, provide) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        // A refusal that is told to the user is logged by the browser all the same.
        const refusal = /status of (401|403|404|409|422|429)/.test(message.text());
        if (message.type() === 'error' && !refusal) complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(error.error().message));
      await provide(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Checks a view in both modes, on a desktop and on a phone; in one of them where only what is behind the pages differs. */
export async function expectAccessible(page: Page): Promise<void> {
  const desktop = page.viewportSize();
  const sizes = [desktop ?? { width: 1280, height: 800 }, { width: 360, height: 740 }];
  const modes = ['light', 'dark'] as const;
  for (const size of deployedAPI ? sizes.slice(0, 1) : sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of deployedAPI ? modes.slice(0, 1) : modes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const dark = page.locator('body.awsui-dark-mode');
      await expect(dark).toHaveCount(colorScheme === 'dark' ? 1 : 0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      expect(found, `${colorScheme}, ${size.width} wide`).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      // The build leaves icons out that it takes for unused.
      await expect(page.locator('[class^="awsui_icon_"]:not(:has(svg))')).toHaveCount(0);
      expect(beyond, `pixels beyond the right edge, ${size.width} wide`).toBe(0);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (desktop) await page.setViewportSize(desktop);
}

export async function openSession(page: Page): Promise<void> {
  await page.goto('/session');
  await page.getByRole('button', { name: 'Open session' }).click();
  await beginBlank(page);
}

/** Shows all of the form, with the server's defaults in it. */
export async function beginBlank(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Everything', exact: true }).check();
  await page.getByRole('button', { name: /^Blank/ }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
}

/** Fills some fields of the form in, by their labels, and submits it. */
export async function submit(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await page.getByRole('textbox', { name: label, exact: true }).first().fill(text);
  }
  await page.getByRole('button', { name: 'Submit' }).click();
}

/** Settings of a live simulation that takes some minutes. */
export const long = { Name: 'Flood warning', Messages: '2000', 'Mean send time': '1', Speed: '2' };

/** Settings of a live simulation that takes about three seconds. */
export const short = { Name: 'Outage notice', Messages: '120', 'Mean send time': '1', Speed: '10' };

export async function startRun(page: Page, fields: Record<string, string>): Promise<void> {
  await submit(page, fields);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
}

/** The figure under one of the counts, of which the locale groups thousands by a mark. */
export async function count(page: Page, label: string, group = ','): Promise<number> {
  const text = await page.locator('.balance-parts > div', { hasText: label }).locator('dd').innerText();
  return Number(text.replaceAll(group, ''));
}

export async function expectBalance(page: Page, group = ','): Promise<void> {
  // One evaluation, so that all the figures are of the same answer.
  const [parts, total] = await page.evaluate((mark) => {
    const figures = Array.from(document.querySelectorAll('.balance-parts dd')).map((dd) =>
      Number(dd.textContent.replaceAll(mark, '')),
    );
    return [figures.slice(0, -1).reduce((sum, part) => sum + part, 0), figures.at(-1)];
  }, group);
  expect(parts).toBe(total);
}
