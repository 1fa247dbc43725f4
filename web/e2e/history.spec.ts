import { expect, expectAccessible, openSession, test } from './fixtures';
import { alert, fromRightName, longName, storeRun } from './stored';

test.slow();

test('tags find what is not loaded; every row is compared against the baseline', async ({ page }) => {
  await openSession(page);
  const old = await storeRun(page, { ...alert('The first one', 4), messages: 40 });
  for (let i = 0; i < 21; i++) await storeRun(page, { ...alert(`Drill ${i}`, 4), messages: 40 });
  await page.goto('/history');
  await expect(page.getByRole('link', { name: 'Drill 20' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'The first one' })).toBeHidden();
  const find = page.getByRole('searchbox', { name: 'Find by name or tag' });
  await find.fill('FIRST');
  await page.getByRole('button', { name: 'Actions of The first one' }).click();
  await page.getByRole('menuitem', { name: 'Tags…' }).click();
  await page.getByRole('textbox', { name: 'Another tag' }).fill('q3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove q3' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Actions of The first one' }).click();
  await page.getByRole('menuitem', { name: 'Make it the baseline' }).click();
  await find.fill('drill 7');
  await expect(page.getByRole('link', { name: 'The first one' })).toBeHidden();
  await page.getByRole('button', { name: 'Actions of Drill 7' }).click();
  await page.getByRole('menuitem', { name: 'Compare against the baseline' }).click();
  await expect(page.getByRole('link', { name: 'A: The first one' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'B: Drill 7' })).toBeVisible();
  await page.goto('/history');
  await find.fill('q3');
  await page.getByRole('button', { name: 'Tag q3: find all' }).click();
  await find.fill('');
  await expect(page.getByRole('link', { name: 'The first one' })).toHaveAttribute(
    'href',
    `/simulations/${old}`,
  );
  await expect(page.getByRole('link', { name: /Drill/ })).toHaveCount(0);
});

test('rows are one line each, and on a phone have messages, when and the answer', async ({ page }) => {
  await openSession(page);
  await storeRun(page, { ...alert('Large', 4000), messages: 2_000_000 });
  await storeRun(page, alert(longName, 4));
  await storeRun(page, alert(fromRightName, 8));
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/history');
  await expect(page.getByRole('link', { name: 'Large' })).toBeVisible();
  for (const row of (await page.getByRole('row').all()).slice(1)) {
    expect((await row.boundingBox())?.height, await row.innerText()).toBeLessThan(50);
  }
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  const item = page.getByRole('listitem').filter({ hasText: 'Large' });
  await expect(item).toContainText('2,000,000 messages');
  await expect(item).toContainText(/95 % of 2,000,000 people are reached/);
  await expect(item).toContainText(/20\d\d/);
});
