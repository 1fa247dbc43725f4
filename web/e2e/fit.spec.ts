import { readFileSync } from 'node:fs';
import { expect, expectAccessible, openSession, test } from './fixtures';

const log = new URL('../../examples/logs/calls.csv', import.meta.url).pathname;

test.use({ timezoneId: 'America/Chicago' });
test.setTimeout(240_000);

test('a log is fitted, and its settings fill in the form, which can be had back', async ({ page }) => {
  await openSession(page);
  await page.getByRole('textbox', { name: 'Messages', exact: true }).fill('77');
  await page.getByRole('link', { name: 'From a log' }).first().click();
  await expect(page.getByText(/stays in your browser until you press “Fit”/)).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles(log);
  const rows = page.getByRole('region', { name: 'First rows of the log' });
  await expect(rows.getByRole('columnheader', { name: 'Started at (sent)' })).toBeVisible();
  await expect(rows.getByRole('columnheader', { name: 'Phone (recipient)' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Fit', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'What the log says' })).toBeVisible();
  await expect(page.getByText('18.3 % (15.9 % to 20.5 %)')).toBeVisible();
  await expect(page.getByText('25.1 % (22.4 % to 27.5 %)')).toBeVisible();
  await expect(
    page.getByText(/^Kolmogorov distance 0\.0142: at 8 min 52 s the log has 12\.8 % delivered/).last(),
  ).toBeVisible();
  await expect(
    page.getByRole('img', { name: /^Delivered over time: the log, and a simulation/ }),
  ).toBeVisible();
  await expectAccessible(page);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as scenario file' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('calls.yaml');
  expect(readFileSync(await saved.path(), 'utf8')).toContain('messages: 1200');

  await page.getByRole('button', { name: 'Use these settings' }).click();
  await expect(page.getByText('The form is filled in from the log')).toBeVisible();
  const messages = page.getByRole('textbox', { name: 'Messages', exact: true });
  await expect(messages).toHaveValue('1200');
  await page.getByRole('button', { name: 'Back to what was there' }).click();
  await expect(messages).toHaveValue('77');

  await page.goBack();
  await expect(page.getByRole('heading', { name: 'What the log says' })).toBeVisible();
});

test('a column and a word that are not known are asked for', async ({ page }) => {
  await openSession(page);
  await page.getByRole('link', { name: 'From a log' }).first().click();
  const text = readFileSync(log, 'utf8').replace('Phone', 'Gerufen').replaceAll('no answer', 'niemand da');
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'anrufe.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const fit = page.getByRole('button', { name: 'Fit', exact: true });
  await expect(fit).toBeDisabled();
  await expect(page.getByText(/No column has a usual name for it/)).toBeVisible();
  await expect(page.getByText(/What 1 word means is not known/)).toBeVisible();
  await page.getByRole('button', { name: /^Recipient/ }).click();
  await page.getByRole('option', { name: 'Gerufen' }).click();
  await page.getByRole('button', { name: /What “niemand da” means/ }).click();
  await page.getByRole('option', { name: /^temporary/ }).click();
  await fit.click();
  await expect(page.getByText('25.1 % (22.4 % to 27.5 %)')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Outcomes: senders' }).getByText('niemand da')).toBeVisible();
});
