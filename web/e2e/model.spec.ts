import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, openSession, test } from './fixtures';

test.setTimeout(400_000); // the form with every section open is checked twice

const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const open = (page: Page, section: RegExp) =>
  page.getByRole('button', { name: section, expanded: false }).first().click(); // the forecast has some of the same names
const add = (page: Page, what: string) =>
  page.getByRole('button', { name: `Add ${what}`, exact: true }).click();

async function fill(page: Page, name: string, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    await row(page, name).getByRole('textbox', { name: label }).first().fill(text);
  }
}

async function pick(page: Page, name: string, label: RegExp, option: RegExp): Promise<void> {
  await row(page, name).getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

test('an escalation is entered by the form and forecast', async ({ page }) => {
  await openSession(page);
  await page.getByRole('radio', { name: /Instant/ }).check();

  await open(page, /^Channels/);
  for (const [index, name] of ['text', 'call'].entries()) {
    await add(page, 'a channel');
    const channel = `Channel ${index + 1}`;
    await fill(page, channel, { 'Channel name': name, 'Never reached': '5 %', 'Share confirmed': '40 %' });
    await fill(page, channel, { 'Mean time': '2m' });
  }
  await add(page, 'a group');
  await pick(page, 'Group 1: sms', /Works on the channel/, /text/);
  await pick(page, 'Group 2', /Works on the channel/, /call/);
  await fill(page, 'Group 2', { 'Group name': 'voice' });

  await open(page, /^Steps/);
  for (const [index, channel] of [/text/, /call/].entries()) {
    await add(page, 'a step');
    await pick(page, `Step ${index + 1}`, /^Channel/, channel);
  }
  await fill(page, 'Step 1', { 'Wait for a confirmation': '5m' });
  await page.getByRole('button', { name: /Until a message is/ }).click();
  await page.getByRole('option', { name: /Confirmed/ }).click();

  await open(page, /^Audiences/);
  await add(page, 'an audience');
  await fill(page, 'Audience 1', { 'Audience name': 'staff', 'Share of messages': '10%', Priority: '9' });

  await open(page, /^Caps/);
  await add(page, 'a cap');
  await fill(page, 'Cap 1', { 'Cap name': 'quota', Count: '700', 'Length of the window': '1h' });
  await pick(page, 'Cap 1', /Sender groups that count/, /sms/);
  await page.keyboard.press('Escape');

  await expect(
    page
      .getByRole('complementary', { name: 'Forecast' })
      .getByText(/attempts/i)
      .first(),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page);
});

test('a document with everything in it comes out of the form as it went in', async ({ page }) => {
  const file = resolve(import.meta.dirname, '../../examples/acceptance/everything.json');
  await openSession(page);
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByLabel('Settings as JSON or YAML').fill(await readFile(file, 'utf8'));
  await page.getByRole('button', { name: 'Fill in the form' }).click();
  await expect(page.getByText('The form is filled in from the import')).toBeVisible();
  for (const section of [/^Channels/, /^Steps/, /^Audiences/, /^Caps/, /^Objectives/, /^Date and currency/]) {
    await open(page, section);
  }
  for (const section of [/^Rate limit/, /^Timetable/, /^Price/]) {
    await page.getByRole('button', { name: section, expanded: false }).first().click();
  }
  await expectAccessible(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const exported = JSON.parse(await readFile(await (await download).path(), 'utf8')) as object;
  const understood = async (settings: object) => {
    const answer = await page.request.post('/api/forecast', { data: settings });
    return ((await answer.json()) as { settings: unknown }).settings;
  };
  const given = JSON.parse(await readFile(file, 'utf8')) as object;
  expect(await understood(exported)).toEqual(await understood(given));
});
