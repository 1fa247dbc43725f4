import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');
const binary = resolve(import.meta.dirname, '..', process.env.ALERTSIM_BIN ?? '../bin/alertsim');
const run = promisify(execFile);

/** Long names without a blank and from right to left, 8 groups, long times. */
const hard = {
  name: 'An alert whose name has as many letters as one is allowed to have, which are 80.',
  messages: 10_000_000,
  seed: 1,
  mode: 'instant',
  text: 'تحذير من الفيضانات: انتقل إلى أرض مرتفعة الآن',
  objectives: [
    { share: 0.95, within: 25_579 },
    { share: 0.5, within: 3600 },
  ],
  senderGroups: [
    { name: 'مجموعة الإرسال الأولى', senders: 100, price: { perPart: 0.0079 } },
    { name: 'x'.repeat(80), senders: 2000 },
    ...[3, 4, 5, 6, 7, 8].map((n) => ({ name: `group ${n}`, senders: 300 })),
  ],
};

/** Writes a report; the status of a missed objective is no failure. */
async function report(folder: string, ...args: string[]): Promise<string> {
  const file = join(folder, 'report.html');
  await run(binary, [...args, '--html', file], { cwd: root }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 99)) throw error;
  });
  return pathToFileURL(file).href;
}

/** What is wider than its place, and what reaches beyond the page. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, body *')]
      .filter((e) => getComputedStyle(e).display !== 'inline' && !e.closest('svg'))
      .filter(
        (e) => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth + 1,
      )
      .map((e) => `${e.tagName} ${e.className}: ${e.textContent.slice(0, 40)}`),
  );
}

/** The paper's width between the margins, in CSS pixels. */
const papers = [
  { format: 'A4', width: 680 },
  { format: 'Letter', width: 702 },
] as const;

const reports: [string, number, string[]][] = [
  ['an ordinary run', 2, ['simulate', 'examples/flood-warning-sms.json']],
  ['everything the model has', 4, ['simulate', 'examples/county-evacuation.yaml']],
  ['long names and figures', 3, ['simulate', 'hard']],
  [
    'a comparison',
    4,
    ['compare', 'examples/flood-warning-sms.json', 'examples/mixed.yaml', '--replications', '6'],
  ],
  ['a study', 6, ['cheapest', 'examples/studies/how-many-lines.yaml', '--replications', '2']],
];

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alertsim-print-'));
  await writeFile(join(folder, 'hard.json'), JSON.stringify(hard));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

for (const [what, most, args] of reports)
  test(`${what} prints on ${most} pages at most, light, with nothing cut off @machine`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ colorScheme: 'dark' });
    const named = args.map((arg) => (arg === 'hard' ? join(folder, 'hard.json') : arg));
    await page.goto(await report(folder, ...named));
    for (const { format, width } of papers) {
      const pdf = await page.pdf({ format });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages, `pages of ${format}`).toBeGreaterThan(0);
      expect(pages, `pages of ${format}`).toBeLessThanOrEqual(most);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width, height: 900 });
      expect(await overflowing(page)).toEqual([]);
      await page.emulateMedia({ media: null });
    }
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(back).toBe('rgb(255, 255, 255)');
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.close();
  });
