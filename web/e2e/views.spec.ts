import { expect, expectAccessible, long, openSession, startRun, submit, test } from './fixtures';

test.slow();

test('session views', async ({ page, browser, baseURL }) => {
  await page.goto('/session');
  await expect(page.getByRole('button', { name: 'Open session' })).toBeVisible();
  await expectAccessible(page);
  await openSession(page);
  await startRun(page, long);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText('You are only looking')).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('link', { name: 'Go to the session' }).click();
  await other.getByRole('button', { name: 'Open session' }).click();
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(other.getByText('Enter the management key.')).toBeVisible();
  await expectAccessible(other);
  await context.close();
});

test('the form: short, with every section open, with errors', async ({ page }) => {
  await openSession(page);
  await expectAccessible(page);
  for (const section of [/Rate limit/, /Retry and expiry/, /Objectives/, /Monitoring/]) {
    await page.getByRole('button', { name: section }).click();
  }
  await page.getByRole('button', { name: 'Add a group' }).click();
  await submit(page, { Messages: 'many' });
  await expect(page.getByRole('textbox', { name: 'Messages' })).toBeFocused();
  await expectAccessible(page);
});

test('the monitor: ready, running, asking, cancelled; the history', async ({ page }) => {
  await openSession(page);
  await submit(page, long);
  await expect(page.getByText('Ready to start')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await page.getByRole('button', { name: 'Shards' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel the simulation' }).click();
  await expect(page.getByText(/^Cancelled on/)).toBeVisible();
  await expectAccessible(page);
  await page.goto('/history');
  await expect(page.getByRole('link', { name: 'Flood warning' })).toBeVisible();
  await expectAccessible(page);
});

test('the user may want the other mode than the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Dark mode' }).click();
  await expect(page.locator('body.awsui-dark-mode')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('body.awsui-dark-mode')).toHaveCount(1);
  await page.getByRole('button', { name: 'Light mode' }).click();
  await expect(page.locator('body.awsui-dark-mode')).toHaveCount(0);
});
