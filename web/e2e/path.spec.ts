import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

test.slow();

/** Where a control may be on the page, and what is done to it. */
interface Hand {
  press: (control: Locator) => Promise<void>;
  write: (field: Locator, text: string) => Promise<void>;
}

/** Of a stranger: opens the page, picks a template, changes how many people, reads the answer, submits, watches, takes the report. */
async function strangersPath(page: Page, { press, write }: Hand): Promise<void> {
  await page.goto('/');
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer.getByText(/^95 % of 25,000 people are reached after/)).toBeInViewport();
  await press(page.getByRole('button', { name: /^Staff call-out/ }));
  await expect(answer.getByText(/ of 800 people /)).toBeInViewport();
  await write(page.getByRole('textbox', { name: 'People' }), '250');
  await expect(answer.getByText(/ of 250 people /)).toBeVisible();
  await press(page.getByRole('button', { name: 'Submit' }));
  await press(page.getByRole('button', { name: 'Start', exact: true }));
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await press(page.getByRole('button', { name: 'Export' }));
  const download = page.waitForEvent('download');
  await press(page.getByRole('menuitem', { name: /HTML report/ }));
  const report = await readFile(await (await download).path(), 'utf8');
  expect(report).toContain(' of 250 people ');
}

const mostClicks = 8;

test('a stranger’s path takes few clicks', async ({ page }) => {
  let clicks = 0;
  await strangersPath(page, {
    press: async (control) => {
      clicks++;
      await control.click();
    },
    write: async (field, text) => {
      clicks++;
      await field.click({ clickCount: 3 });
      await page.keyboard.type(text);
    },
  });
  expect(clicks).toBeLessThanOrEqual(mostClicks);
});

test('a stranger’s path on a phone', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  let taps = 0;
  await strangersPath(page, {
    press: async (control) => {
      taps++;
      await control.tap();
    },
    write: async (field, text) => {
      taps++;
      await field.tap();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  });
  expect(taps).toBeLessThanOrEqual(mostClicks);
  await context.close();
});

/** Goes on by one of the keys until a control has the focus. */
async function goTo(page: Page, control: Locator, key = 'Tab', most = 60): Promise<number> {
  await expect(control).toBeVisible();
  for (let presses = 0; presses <= most; presses++) {
    if (await control.evaluate((it) => it === document.activeElement)) return presses;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${most} times ${key}`);
}

test('a stranger’s path by keyboard alone', async ({ page }) => {
  await strangersPath(page, {
    press: async (control) => {
      const role = (await control.getAttribute('class')) ?? '';
      if (role.includes('template-card')) {
        await goTo(page, page.getByRole('button', { name: /^Flood warning/ }));
        await goTo(page, control, 'ArrowRight', 8);
      } else if ((await control.getAttribute('role')) === 'menuitem') {
        await goTo(page, control, 'ArrowDown', 8);
      } else {
        await goTo(page, control);
      }
      await page.keyboard.press('Enter');
    },
    write: async (field, text) => {
      await goTo(page, field);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  });
});

test('the way to the first field is short, and the skip link shows itself', async ({ page }) => {
  await page.goto('/');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).not.toBeInViewport();
  const field = page.getByRole('textbox', { name: 'Name', exact: true });
  await expect(field).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  expect(1 + (await goTo(page, field))).toBeLessThan(8);
});
