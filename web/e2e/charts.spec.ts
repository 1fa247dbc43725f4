import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, long, openSession, startRun, test } from './fixtures';

test.setTimeout(240_000); // two charts are looked at in four ways each

/** Closed at night, with an outage, a late audience and a name as long as one may be. */
const dated = {
  name: 'Two districts, called by day',
  messages: 3000,
  seed: 1,
  mode: 'instant',
  autoStart: true,
  startAt: '2026-10-24T18:00:00+02:00',
  zone: 'Europe/Berlin',
  channels: [{ name: 'calls' }],
  audience: [{ name: 'second district', share: 0.3, at: 7200 }],
  senderGroups: [
    {
      name: 'A group of lines with a name that is as long as one may be '.padEnd(80, 'x'),
      channel: 'calls',
      senders: 4,
      sendTime: { distribution: 'constant', mean: 50 },
      openHours: [{ from: '08:00', to: '21:00' }],
    },
    {
      name: 'the others',
      channel: 'calls',
      senders: 2,
      sendTime: { distribution: 'constant', mean: 50 },
      timetable: [
        { at: 1800, open: false },
        { at: 5400, open: true, senders: 1 },
      ],
    },
  ],
};

const totals = (page: Page) => page.locator('figure.chart').first();

/** Makes a simulation without the form, and opens it as somebody who only looks. */
async function look(page: Page, settings: object): Promise<void> {
  const { token } = (await (await page.request.post('/api/session')).json()) as { token: string };
  const answer = await page.request.post('/api/simulations', {
    data: settings,
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { id } = (await answer.json()) as { id: string };
  await expect
    .poll(
      async () =>
        ((await (await page.request.get(`/api/snapshots/${id}`)).json()) as { state: string }).state,
      { timeout: 120_000 },
    )
    .toBe('completed');
  await page.goto(`/simulations/${id}`);
  await expect(totals(page).getByRole('slider')).toBeVisible();
}

async function save(page: Page, chart: Locator, format: string): Promise<Buffer> {
  await chart.getByRole('button', { name: /^What to do/ }).click();
  const download = page.waitForEvent('download');
  await chart.getByRole('button', { name: `Save as ${format}` }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(
    `messages-that-have-ended-over-simulated-time.${format.toLowerCase()}`,
  );
  return readFile(await file.path());
}

test('a chart is read, looked at closely, had as a table and by the clock', async ({ page }) => {
  await look(page, dated);
  const chart = totals(page);
  const reader = chart.getByRole('slider');
  await reader.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await reader.boundingBox();
  if (!box) throw new Error('it is not there');

  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 4, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, middle, { steps: 4 });
  await page.mouse.up();
  await expect(chart.getByRole('button', { name: 'Show the whole' })).toBeVisible();
  await chart.getByRole('button', { name: 'Show the whole' }).click();
  await expect(chart.getByRole('button', { name: 'Show the whole' })).toBeHidden();

  await chart.getByRole('button', { name: 'Clock' }).click();
  await expect(chart.getByText('by the clocks of Europe/Berlin')).toBeVisible();
  await reader.press('Home');
  await expect(chart.getByText(/^at Sat, Oct 24, 2026, 6:00:00\sPM$/)).toBeVisible();

  await chart.getByRole('button', { name: /^What to do/ }).click();
  await expect(chart.getByRole('button', { name: 'Look closer (+)' })).toBeFocused();
  await page.keyboard.press('Escape');
  await chart.getByRole('button', { name: /^What to do/ }).click();
  await expectAccessible(page);
  await chart.getByRole('button', { name: 'Show as a table' }).click();
  const table = chart.getByRole('region', { name: /^Table of the chart/ });
  const row = (time: string) =>
    table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: time, exact: true }) });
  await expect(row('2 h')).toContainText('the messages of second district come');
  await expect(row('3 h')).toContainText('closed from here');
  await expect(row('15 h')).toContainText('no longer closed'); // the clocks go back in this night
  await expectAccessible(page);
});

test('a chart is saved with its own colours, light also in dark mode', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await look(page, dated);
  const chart = totals(page);
  const svg = (await save(page, chart, 'SVG')).toString();
  expect(svg).toContain('fill="rgb(255, 255, 255)"');
  expect(svg).toContain('stroke="rgb(29, 129, 2)"'); // delivered, in the light
  expect(svg).not.toMatch(/class=|style=|var\(/);
  expect(svg).toContain('the messages of second district come, 2 h');
  const wrong = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    return read.querySelector('parsererror')?.textContent;
  }, svg);
  expect(wrong).toBeUndefined();

  const png = await save(page, chart, 'PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1920);
  expect(png.length).toBeGreaterThan(10_000); // an empty one is far smaller

  const csv = (await save(page, chart, 'CSV')).toString().split('\r\n');
  expect(csv[0]).toBe(
    'simulated time (s),"time (ISO 8601, Europe/Berlin)",delivered (messages),what happens',
  );
  expect(csv[1]).toBe('0,2026-10-24T18:00:00+02:00,0,');
  expect(csv.find((line) => line.startsWith('7200,'))).toMatch(
    /^7200,2026-10-24T20:00:00\+02:00,\d+(\.\d+)?,/,
  );
});

test('the figures of 100,000,000 messages are whole on a phone and on a desktop', async ({ page }) => {
  await look(page, {
    name: 'A whole country',
    messages: 100_000_000,
    mode: 'instant',
    autoStart: true,
    retry: { maxAttempts: 1 },
    senderGroups: [{ name: 'push', senders: 10_000, failureRate: 0 }],
  });
  const chart = totals(page);
  await expect(chart.getByText('100,000,000', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => cutOff(chart)).toEqual([]);
  }
});

/** The texts of a chart that stick out of it. */
function cutOff(chart: Locator): Promise<string[]> {
  return chart.evaluate((figure) => {
    const plot = figure.querySelector('.chart-plot')?.getBoundingClientRect();
    return Array.from(figure.querySelectorAll('.chart-plot text'))
      .filter((text) => {
        const box = text.getBoundingClientRect();
        return !plot || box.left < plot.left - 0.5 || box.right > plot.right + 0.5;
      })
      .map((text) => text.textContent);
  });
}

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a reading stays after the finger is lifted', async ({ page }) => {
    await look(page, dated);
    const reader = totals(page).getByRole('slider');
    await reader.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await reader.boundingBox();
    if (!box) throw new Error('it is not there');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect(totals(page).getByText(/^at /)).toBeVisible();
    await page.getByRole('heading', { name: 'Timeline' }).tap();
    await expect(totals(page).getByText(/^at /)).toBeVisible();
  });
});

test('the lag of a live run is drawn as it is seen', async ({ page }) => {
  await openSession(page);
  await startRun(page, long);
  await expect(page.getByRole('img', { name: 'Lag of the run on the wall, over time' })).toBeVisible();
  await expect(page.getByText(/As this page has seen it since it was opened/)).toBeVisible();
  await expectAccessible(page);
});
