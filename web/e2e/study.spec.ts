import type { Page } from '@playwright/test';
import { expect, expectAccessible, openSession, test } from './fixtures';
import { managementKey } from './server';

test.setTimeout(360_000); // the form and the result are large, and looked at in four ways each

const best = /^The cheapest of 6 points, of which 2 meet every objective, is Senders 5, Failure rate 0 %/;

/** Fills in what varies: 300 messages, 2, 5 or 10 senders, with and without failures. */
async function vary(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('300');
  await page.getByRole('button', { name: 'Vary Sender group 1, Senders' }).click();
  const senders = page.getByRole('group', { name: 'Varies 1: Sender group 1, Senders' });
  const values = senders.getByRole('textbox', { name: 'Values' });
  await expect(values).toBeFocused();
  await values.fill('2, 5, 0');
  await values.blur();
  await expect(senders.getByText(/“0”: Enter a whole number from 1 to 10,000 senders/)).toBeVisible();
  await values.fill('2, 5, 10');
  await page.getByRole('button', { name: 'Vary Sender group 1, Failure rate' }).click();
  const failures = page.getByRole('group', { name: 'Varies 2: Sender group 1, Failure rate' });
  await failures.getByRole('textbox', { name: 'Values' }).fill('0, 20 %');
  await expect(page.getByText(/^6 points, 120 runs: /).last()).toBeVisible();
}

async function complete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start the study' }).click();
  await expect(page.getByText('completed', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('listitem').filter({ hasText: best })).toBeVisible();
}

test('a study of two factors: from the form to the best point', async ({ page }) => {
  await openSession(page);
  await vary(page);
  await expectAccessible(page);
  await complete(page);
  await expect(page.getByRole('img', { name: 'Cost against time' })).toBeVisible();
  await expectAccessible(page);
});

test('a point of a study opens as settings and as a simulation, for every member', async ({
  page,
  browser,
  baseURL,
}) => {
  await openSession(page);
  await vary(page);
  await complete(page);
  const address = page.url();
  await page.reload();
  const map = page.getByRole('grid', {
    name: 'When the objectives are reached, by Senders and Failure rate',
  });
  await map.getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(
    map.getByRole('button', { name: /^Senders 5, Failure rate 0 %.* the cheapest$/ }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  const point = page.getByRole('dialog', { name: 'Senders 5, Failure rate 0 %' });
  await expect(point.getByRole('region', { name: 'Figures over the seeds' })).toBeVisible();
  await expectAccessible(page);

  await point.getByRole('link', { name: 'Use these settings' }).click();
  await expect(page.getByRole('textbox', { name: 'Senders', exact: true })).toHaveValue('5');
  await expect(page.getByRole('textbox', { name: 'Messages', exact: true })).toHaveValue('300');

  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto('/session');
  await other.getByRole('button', { name: 'Open session' }).click();
  const key = other.getByLabel('Management key');
  await key.fill(managementKey);
  await key.press('Enter');
  await other.getByRole('link', { name: 'Studies' }).click();
  await other.getByRole('table').getByRole('link').first().click();
  await expect(other.getByRole('listitem').filter({ hasText: best })).toBeVisible();
  await context.close();

  await page.goto(address);
  await page.getByRole('button', { name: 'Open Senders 10, Failure rate 0 %' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start as a simulation' }).click();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByText(/10 senders/).first()).toBeVisible();
});
