import { AxeBuilder } from '@axe-core/playwright';
import { expect, openSession, test } from './fixtures';

test.slow();

test('the API’s reference: every call, to read and to try with the session', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:'))
      elsewhere.push(request.url());
  });
  await page.goto('/api/docs');
  await expect(page.getByRole('heading', { name: /^Alert Simulation/ })).toBeVisible();
  await expect(page.getByText('This browser is in no session.')).toBeVisible();
  const described = (await (await page.request.get('/api/openapi.json')).json()) as { paths: object };
  const calls = Object.values(described.paths).flatMap((path: object) => Object.keys(path));
  await expect(page.locator('.opblock')).toHaveCount(calls.length);

  await openSession(page);
  await page.goto('/api/docs');
  await expect(page.getByText('with the session of this browser')).toBeVisible();
  const call = page.locator('.opblock', { hasText: 'Who am I' });
  await call.getByRole('button').first().click();
  const answered = page.waitForResponse((response) => response.url() === `${baseURL}/api/session`);
  await call.getByRole('button', { name: 'Execute' }).click();
  expect((await answered).status()).toBe(200);
  await expect(call.getByText('"sessionId"').first()).toBeVisible();

  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 360],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html.dark-mode')).toHaveCount(colorScheme === 'dark' ? 1 : 0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect.soft(found, `${colorScheme}, ${width} wide`).toEqual([]);
  }
  expect(elsewhere).toEqual([]);
});
