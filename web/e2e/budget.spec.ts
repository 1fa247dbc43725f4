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
    expect(script).toBeLessThan(195_000);
    expect(script).toBeGreaterThan(50_000); // else this counts nothing
    expect(style).toBeLessThan(64_000);
    expect(files).toBeLessThanOrEqual(19);
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
    expect(script).toBeLessThan(250_000);
    expect(style).toBeLessThan(72_000);
    expect(files).toBeLessThanOrEqual(34);
  },
);
