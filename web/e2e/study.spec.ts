import { readFile } from 'node:fs/promises';
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

/** Saves the study as a file and reads it. */
async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: new RegExp(`^${format}`) }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('named alternatives, from the form to the result and to files', async ({ page }) => {
  await openSession(page);
  await page.getByRole('textbox', { name: 'Name', exact: true }).first().fill('Providers');
  await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('300');
  await page.getByRole('button', { name: 'Study: what varies' }).click();
  await page.getByRole('button', { name: 'Compare alternatives' }).click();
  const one = (number: number) => page.getByRole('group', { name: `Alternative ${number}`, exact: true });
  await one(1).getByLabel('Name').fill('as it is');
  await one(2).getByLabel('Name').fill('a faster one');
  const set = one(2).getByLabel('Fields that it sets');
  await set.fill('senderGroups[0].senders = many');
  await set.blur();
  await expect(one(2).getByText(/many/).last()).toBeVisible();
  await set.fill('senderGroups[0].senders = 80\nsenderGroups[0].failureRate = 5 %');
  await page.getByRole('button', { name: 'Start the study' }).click();
  await expect(page.getByText('completed', { exact: true })).toBeVisible({ timeout: 60_000 });
  const points = page.getByRole('table', { name: 'Points of the study' });
  await expect(points.getByRole('row', { name: /as it is/ })).toBeVisible();
  await expect(points.getByRole('row', { name: /a faster one/ })).toContainText('80 senders');

  const csv = await exported(page, 'CSV');
  expect(csv.name).toMatch(/^Providers-study\.csv$/i);
  const [head = '', ...rows] = csv.text.trimEnd().split(/\r?\n/);
  expect(head).toMatch(/^.?point,Alternative,figure,unit,runs,/);
  for (const name of ['as it is', 'a faster one']) {
    expect(rows.filter((row) => row.includes(`,${name},delivered,`)).length).toBe(1);
  }
  const document = JSON.parse((await exported(page, 'JSON')).text) as { query: { vary: unknown[] } };
  expect(document.query.vary).toEqual([
    {
      name: 'Alternative',
      alternatives: [
        { name: 'as it is', set: {} },
        { name: 'a faster one', set: { 'senderGroups[0].senders': 80, 'senderGroups[0].failureRate': 0.05 } },
      ],
    },
  ]);
  const html = await exported(page, 'HTML report');
  const report = await page.context().newPage();
  await report.setContent(html.text);
  await expect(report.getByText('a faster one').first()).toBeVisible();
  expect(html.text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  await report.close();
});
