import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page, Response } from '@playwright/test';
import { expect, test } from './fixtures';

const built = resolve(import.meta.dirname, '../dist');

/** What a page has loaded of the build: in bytes as gzip, whichever form it came in, and in requests. */
async function loaded(
  responses: readonly Response[],
): Promise<{ script: number; style: number; files: number }> {
  const sum = { script: 0, style: 0, files: responses.length };
  for (const response of responses) {
    const file = join(built, new URL(response.url()).pathname);
    const { size } = await stat(`${file}.gz`).catch(() => stat(file));
    if (file.endsWith('.js')) sum.script += size;
    if (file.endsWith('.css')) sum.style += size;
  }
  return sum;
}

function watch(page: Page): Response[] {
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/assets/')) responses.push(response);
  });
  return responses;
}

test(
  'the frame and the session’s view keep to their bytes and round trips',
  { tag: '@machine' },
  async ({ page }) => {
    const responses = watch(page);
    await page.goto('/session');
    await expect(page.getByRole('button', { name: 'Open session' })).toBeVisible();
    const { script, style, files } = await loaded(responses);
    console.log(`session view: ${script} bytes of script, ${style} of styles, ${files} files`);
    expect(script).toBeLessThan(250_000);
    expect(script).toBeGreaterThan(50_000); // else this counts nothing
    expect(style).toBeLessThan(70_000);
    expect(files).toBeLessThanOrEqual(16);
    for (const response of responses) {
      const name = new URL(response.url()).pathname;
      const headers = response.headers();
      expect(headers['cache-control'], name).toBe('public, max-age=31536000, immutable');
      const { size } = await stat(join(built, name));
      if (size > 2000 && !name.endsWith('.woff2')) expect(headers['content-encoding'], name).toBe('br');
    }
  },
);

test(
  'the form with its forecast keeps to its bytes and round trips',
  { tag: '@machine' },
  async ({ page }) => {
    const responses = watch(page);
    await page.goto('/');
    await expect(page.getByText(/reached after/).first()).toBeVisible();
    const { script, style, files } = await loaded(responses);
    console.log(`form and forecast: ${script} bytes of script, ${style} of styles, ${files} files`);
    expect(script).toBeLessThan(300_000);
    expect(style).toBeLessThan(90_000);
    expect(files).toBeLessThanOrEqual(32);
  },
);

test(
  'over slow 4G the session’s view has come within 3 s',
  { tag: '@machine' },
  async ({ page, context }) => {
    const throttle = await context.newCDPSession(page);
    await throttle.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 1_600_000 / 8,
      uploadThroughput: 750_000 / 8,
    });
    await page.goto('/session', { waitUntil: 'commit' });
    await expect(page.getByRole('button', { name: 'Open session' })).toBeVisible();
    const [come, seen] = await page.evaluate(() => {
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const needed = files
        .filter(({ name }) => /\.(js|css)$/.test(name))
        .map(({ responseEnd }) => responseEnd);
      return [Math.max(...needed), performance.now()];
    });
    console.log(`slow 4G: come after ${come.toFixed()} ms, seen after ${seen.toFixed()} ms`);
    // How soon it is seen after that is the processor's matter, which tests share.
    expect(come).toBeGreaterThan(500); // else nothing was held up
    expect(come).toBeLessThan(3000);
  },
);
