import { expect, openSession, submit, test } from './fixtures';

test.slow();

test('a part of the program that does not arrive leaves the rest, and a reload mends it', async ({
  page,
  complaints,
}) => {
  await openSession(page);
  await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('4321');
  const part = '**/assets/HistoryView-*.js';
  await page.route(part, (route) => route.abort());
  await page.getByRole('link', { name: 'History' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'This page cannot be shown' });
  await expect(alert).toBeVisible();
  await page.getByRole('link', { name: 'New simulation' }).first().click();
  await expect(alert).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Messages', exact: true })).toHaveValue('4321');
  await page.getByRole('link', { name: 'History' }).click();
  await expect(alert).toBeVisible();
  await page.unroute(part);
  await alert.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
  expect(complaints.length).toBeGreaterThan(0); // the browser tells of it too
  complaints.length = 0;
});

test('if not even the first part arrives, the page is not white', async ({ page, complaints }) => {
  await page.route('**/assets/index-*.js', (route) => route.abort());
  await page.goto('/');
  const again = page.getByRole('link', { name: 'load the page again' });
  await expect(again).toBeVisible();
  await page.unroute('**/assets/index-*.js');
  await again.click();
  await expect(page.getByRole('heading', { name: 'New simulation' })).toBeVisible();
  complaints.length = 0;
});

test('a second click on Start leaves no refusal behind', async ({ page }) => {
  await openSession(page);
  await page.getByRole('radio', { name: 'Instant' }).click();
  await submit(page, { Messages: '50' });
  await page.getByRole('button', { name: 'Start', exact: true }).dblclick();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await expect(page.getByText('The simulation was not started')).toHaveCount(0);
});

test('what is too large for a live run is fine at once', async ({ page }) => {
  await openSession(page);
  const messages = page.getByRole('textbox', { name: 'Messages', exact: true });
  await messages.fill('100,000,000');
  await messages.press('Tab');
  await expect(messages).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('radio', { name: 'Instant' }).click();
  await expect(messages).not.toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('radio', { name: 'Live' }).click();
  await expect(messages).toHaveAttribute('aria-invalid', 'true');
});
