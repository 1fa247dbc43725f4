import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, openSession, test } from './fixtures';

test.slow();

interface Template {
  settings: { messages: number };
}

const templates = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../src/features/configure/templates/templates.json'), 'utf8'),
) as Template[];

/** A colour of the picture's people at a height of the field, 0 to 1 from its top. */
function peopleAt(page: Page, height: number): Promise<string> {
  return page.locator('.sending-canvas canvas').evaluate((canvas, share) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const sharp = window.devicePixelRatio;
    const title = 34;
    const y = title + (canvas.clientHeight - title) * share;
    const pixel = canvas.getContext('2d')?.getImageData((canvas.clientWidth - 200) * sharp, y * sharp, 3, 3);
    return [...(pixel?.data ?? [])].slice(0, 3).join(',');
  }, height);
}

test('the sending is a picture, to play, to stop and to go through', async ({ page, baseURL }) => {
  const settings = templates[1]?.settings;
  await openSession(page);
  const token = await page.evaluate(() => localStorage.getItem('alertsim.token'));
  const created = await page.request.post(`${baseURL}/api/simulations`, {
    headers: { Authorization: `Bearer ${token ?? ''}` },
    data: { ...settings, mode: 'instant', autoStart: true },
  });
  expect(created.ok(), await created.text()).toBe(true);
  const { id } = (await created.json()) as { id: string };
  await page.goto(`/simulations/${id}`);
  await page.getByRole('button', { name: 'Show the picture' }).click();
  const picture = page.locator('.sending-canvas');
  const slider = page.getByRole('slider', { name: 'Simulated time of the picture' });
  // By hand: at the end everybody is somewhere, and nobody is on the way.
  await expect(slider).toHaveAttribute('aria-valuetext', /of 40,000 reached.*: 0 of 1,200 senders busy/);
  const last = await slider.getAttribute('max');

  await slider.fill('0');
  await expect(picture).toHaveAccessibleName(/^After 0 s: 0 of 40,000 reached/);
  const pale = await peopleAt(page, 0.3);
  await slider.press('End');
  await expect(slider).toHaveValue(last ?? '');
  await expect.poll(() => peopleAt(page, 0.3)).not.toBe(pale);

  await page.getByRole('button', { name: 'Play' }).click(); // from the start, as it is at its end
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Pause' }).click();
  const at = await slider.inputValue();
  expect(Number(at)).toBeLessThan(Number(last));
  await slider.press('ArrowRight');
  await expect(slider).toHaveValue(String(Number(at) + 1));

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.getByRole('button', { name: 'Play' })).toHaveCount(0);
  await slider.press('ArrowLeft');
  await expect(slider).toHaveValue(at);
  await expectAccessible(page);
});
