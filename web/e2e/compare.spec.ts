import { expect, expectAccessible, openSession, test } from './fixtures';
import { alert, fromRightName, longName, storeRun } from './stored';

test.slow();

test('what changed and what it did comes first, with what is luck; the form is compared too', async ({
  page,
}) => {
  await openSession(page);
  const slow = await storeRun(page, alert('Four', 4));
  const fast = await storeRun(page, alert('Eight', 8));
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Draft');
  await page.goto(`/compare?ids=${slow},${fast}`);
  const answer = page.getByText(/^Twice the senders \(4 → 8\): 95 % reached after .* sooner/);
  await expect(answer).toBeVisible();
  await expect(answer).toContainText('costs the same');
  await expect(
    page.getByText(/^The difference is larger than chance makes it\. With 20 seeds/),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /^95 % within 2 min/ })).toContainText(/missed.*met/);
  const above = (await answer.boundingBox())?.y ?? 0;
  const chart = (await page.locator('.chart-plot').boundingBox())?.y ?? 0;
  const figures = (await page.getByRole('region', { name: 'Figures' }).boundingBox())?.y ?? 0;
  expect(above < chart && chart < figures, 'the sentence, the curves, the figures').toBe(true);
  await page.getByRole('button', { name: 'With the settings in the form' }).click();
  await expect(page.getByText('in the form, not saved')).toBeVisible();
  await expect(page.getByRole('link', { name: 'C: Draft' })).toBeVisible();
  await expectAccessible(page);
});

test('names of 80 characters push no page and break no figures', async ({ page }) => {
  await openSession(page);
  const ids = [
    await storeRun(page, alert(longName, 4)),
    await storeRun(page, alert(fromRightName, 7)),
    await storeRun(page, {
      ...alert('Eight groups', 1),
      messages: 10_000,
      senderGroups: Array.from({ length: 8 }, (_, i) => ({
        name: `${longName.slice(0, 78)}${i}`,
        senders: 50 + i,
        sendTime: { distribution: 'normal', mean: 1, standardDeviation: 0.2 },
      })),
    }),
  ];
  await page.goto(`/compare?ids=${ids.join(',')}`);
  await expect(page.getByRole('region', { name: 'Figures' })).toBeVisible();
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(beyond, `pixels beyond the right edge at ${width}`).toBe(0);
  }
  await expectAccessible(page);
});
