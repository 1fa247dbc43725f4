import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, openSession, submit, test } from './fixtures';

test.slow();

test('the forecast follows the typing, and finds how many senders it takes', async ({ page }) => {
  await openSession(page);
  await expect(page.getByText(/missed: reached after (3[6-9]|4[0-3]) min/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Senders', exact: true }).fill('40');
  await expect(page.getByText(/met: reached after \d+ min/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Senders', exact: true }).fill('4');
  await page
    .getByRole('button', { name: /Find the number/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/1[0-3] senders/).first()).toBeVisible();
  await expectAccessible(page);
});

test('two simulations side by side, and what one leaves as a file', async ({ page }) => {
  await openSession(page);
  for (const senders of ['4', '8']) {
    await page.getByText('Instant', { exact: true }).click();
    await submit(page, { Name: `With ${senders}`, Senders: senders });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
    if (senders === '4') await page.getByRole('link', { name: 'New simulation' }).first().click();
  }
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /HTML|Report/i }).click();
  const report = await readFile(await (await download).path(), 'utf8');
  expect(report).toContain('<title>With 8: report</title>');

  await page.goto('/history');
  for (const name of ['With 4', 'With 8']) {
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check();
  }
  await page.getByRole('button', { name: /Compare/ }).click();
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Group 1: senders 4 8/ })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole('row', { name: /Group 1: senders 4 8/ })).toBeVisible();
});

test('a link reopens a set of settings', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSession(page);
  await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('4321');
  await page.getByRole('button', { name: /Copy link/ }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto('/history');
  await page.goto(link);
  await expect(page.getByRole('textbox', { name: 'Messages', exact: true })).toHaveValue('4321');
});
