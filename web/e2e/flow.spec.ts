import {
  beginBlank,
  count,
  expect,
  expectBalance,
  long,
  openSession,
  short,
  startRun,
  submit,
  test,
} from './fixtures';
import { managementKey } from './server';

test('the whole flow: open, describe, start, watch, export, repeat, look back', async ({ page }) => {
  await openSession(page);
  await submit(page, short);
  await expect(page.getByText('Ready to start')).toBeVisible();
  await expect(page.getByText('Time to run')).toBeVisible();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await expectBalance(page);

  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  await expectBalance(page);
  expect(await count(page, 'Delivered')).toBe(120);
  await expect(page.getByText(/met: reached after/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  expect((await download).suggestedFilename()).toBe('outage-notice.csv');

  await page.getByRole('main').getByRole('link', { name: 'New simulation' }).click();
  await expect(page.getByRole('textbox', { name: 'Messages' })).toHaveValue('120');

  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('link', { name: 'Outage notice' }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
});

test('an answer needs no session, and submitting opens one or asks to join the one in play', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/');
  await expect(page.getByText('The last message ends after')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/new');
  await beginBlank(page);
  await submit(page, long);
  await expect(page.getByText('Ready to start')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the simulation' }).click();
  await expect(page.getByText(/^Cancelled on/)).toBeVisible();

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto('/');
  await beginBlank(other);
  await submit(other, { ...long, Name: 'Second wave' });
  await expect(other.getByRole('heading', { name: 'A session is in play' })).toBeVisible();
  await other.getByLabel('Management key').fill(managementKey);
  await other.getByLabel('Management key').press('Enter');
  await expect(other.getByText('Ready to start')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Second wave' })).toBeVisible();
  await context.close();
});

test('wrong figures are told beside their fields, by the form and by the server', async ({ page }) => {
  await openSession(page);
  await submit(page, { Messages: '0' });
  const messages = page.getByRole('textbox', { name: 'Messages' });
  await expect(messages).toBeFocused();
  await expect(messages).toHaveAccessibleDescription(/Enter a whole number from 1 to 10,000,000 messages/);

  await submit(page, { Messages: '10', 'Mean send time': '' }); // the error below it does not move the button away
  await expect(page.getByRole('textbox', { name: 'Mean send time' })).toBeFocused();

  await submit(page, { Messages: '10', 'Mean send time': '2', 'Standard deviation – optional': '21' });
  const deviation = page.getByRole('textbox', { name: 'Standard deviation' });
  await expect(deviation).toHaveAccessibleDescription(/Must be at most 10 times the mean, here 20 seconds/);
  await expect(deviation).toBeFocused();

  await submit(page, { Messages: '10000000', 'Standard deviation – optional': '1' });
  await expect(page.getByRole('textbox', { name: 'Speed' })).toHaveAccessibleDescription(/Is too slow/);
});

test('another browser joins by key, sees the same, and what one does the other sees', async ({
  page,
  browser,
  baseURL,
}) => {
  await openSession(page);
  await startRun(page, long);

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto('/session');
  await other.getByRole('button', { name: 'Open session' }).click();
  await expect(other.getByRole('heading', { name: 'A session is in play' })).toBeVisible();
  await expect(other.getByText('Flood warning', { exact: true })).toBeVisible();
  await expect(other.getByText('running', { exact: true })).toBeVisible();

  const key = other.getByLabel('Management key');
  await key.fill('not the key');
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByText(/This is not the management key/)).toBeVisible();
  await key.fill(managementKey);
  await key.press('Enter');
  await expect(other.getByRole('heading', { name: 'Flood warning' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Progress' })).toBeVisible();

  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the simulation' }).click();
  await expect(page.getByText(/^Cancelled on/)).toBeVisible();
  await expect(other.getByText(/^Cancelled on/)).toBeVisible();
  expect(await count(other, 'Delivered')).toBe(await count(page, 'Delivered'));

  await page.getByRole('main').getByRole('link', { name: 'New simulation' }).click();
  await submit(page, { Name: 'Second wave' });
  await expect(other.getByRole('heading', { name: 'Second wave' })).toBeVisible();

  await other.getByRole('button', { name: 'Reset session' }).click();
  await expect(other.getByRole('dialog')).toContainText('you and 1 other member');
  await other.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(
    other.getByText(/^Reset: “Second wave” was cancelled with 0 of 2,000 delivered/),
  ).toBeVisible();
  await expect(page.getByText(/The session has ended/)).toBeVisible();
  await context.close();
});

test('too many wrong keys have to wait', async ({ page, browser, baseURL }) => {
  await openSession(page);
  // The delay grows with each wrong key; until it is long enough to be seen on a slow machine.
  let wait = 0;
  for (let tries = 0; wait < 8 && tries < 40; tries++) {
    const answer = await page.request.post('/api/session/join', { data: { managementKey: 'not the key' } });
    wait = Number(answer.headers()['retry-after'] ?? 0);
    if (wait > 0 && wait < 8) await page.waitForTimeout(wait * 1000);
  }
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto('/session');
  await other.getByRole('button', { name: 'Join the session in play' }).click();
  await other.getByLabel('Management key').fill('not the key');
  await other.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(other.getByText('Too many wrong keys have been tried.')).toBeVisible();
  await expect(other.getByText(/You can try again in \d/).first()).toBeVisible();
  await context.close();
});

test('a reload in a run, and another tab, show where it is', async ({ page, context }) => {
  await openSession(page);
  await startRun(page, long);
  await expect.poll(() => count(page, 'Delivered')).toBeGreaterThan(5);
  const before = await count(page, 'Delivered');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  expect(await count(page, 'Delivered')).toBeGreaterThanOrEqual(before);

  const tab = await context.newPage();
  await tab.goto('/');
  await expect(tab.getByRole('heading', { name: 'Flood warning' })).toBeVisible();
  expect(new URL(tab.url()).pathname).toMatch(/^\/simulations\/.+/);
});

test('a reset says what it has cleared', async ({ page }) => {
  await openSession(page);
  await startRun(page, long);
  await page.getByRole('main').getByRole('button', { name: 'Reset session' }).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(
    page.getByText(
      /^Reset: “Flood warning” was cancelled with [\d,]+ of 2,000 delivered; the session has ended\.$/,
    ),
  ).toBeVisible();
  await openSession(page);
});

test('a million at once', async ({ page }) => {
  await openSession(page);
  await page.getByRole('radio', { name: 'Instant' }).click();
  await submit(page, { Messages: '1,000,000', Senders: '1000', 'Failure rate': '5' });
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await expectBalance(page);
  expect((await count(page, 'Delivered')) + (await count(page, 'Failed'))).toBe(1_000_000);
});

test(
  'while the server is away the page says so, and catches up after',
  { tag: '@machine' },
  async ({ page, server, complaints }) => {
    await openSession(page);
    await startRun(page, long);
    const away = page.getByText('Server not reachable, trying again');
    await server.stop();
    await expect(away).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
    await server.start();
    await expect(away).toBeHidden({ timeout: 30_000 });
    const now = await count(page, 'Delivered');
    await expect.poll(() => count(page, 'Delivered')).toBeGreaterThan(now);
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED')),
    );
  },
);

test('a deep link without a session shows what it is of, and leads to the session', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await openSession(page);
  await startRun(page, short);
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible({ timeout: 30_000 });
  const { pathname } = new URL(page.url());
  await context.close();

  const stranger = await (await browser.newContext({ baseURL })).newPage();
  await stranger.goto(pathname);
  await expect(stranger.getByRole('heading', { name: 'Result' })).toBeVisible();
  await stranger.getByRole('link', { name: 'Go to the session' }).click();
  await stranger.getByRole('button', { name: 'Join the session in play' }).click();
  await stranger.getByLabel('Management key').fill(managementKey);
  await stranger.getByLabel('Management key').press('Enter');
  await expect(stranger.getByRole('heading', { name: 'Result' })).toBeVisible();
  await expect(stranger.getByText('You are only looking')).toBeHidden();
  await stranger.context().close();
});
