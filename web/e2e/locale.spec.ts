import { count, expect, expectBalance, openSession, submit, test } from './fixtures';

test.use({ locale: 'de-DE' });

test('figures are read and written as the browser’s locale does, and sent without it', async ({ page }) => {
  await openSession(page);
  const messages = page.getByRole('textbox', { name: 'Messages', exact: true });
  await messages.fill('1.000');
  await expect(messages).toHaveAccessibleDescription(
    /1 to 10\.000\.000 messages; .*understood as 1\u00a0000/,
  );
  await messages.fill('1,5');
  await messages.blur();
  await expect(messages).toHaveAccessibleDescription(
    /Enter a whole number from 1 to 10\.000\.000 messages\./,
  );

  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/simulations'),
  );
  await page.getByText('Instant', { exact: true }).click();
  await submit(page, { Messages: '1.000', 'Mean send time': '0,5', 'Failure rate': '0,5' });
  const settings = (await sent).postDataJSON() as Record<string, unknown>;
  expect(settings).toMatchObject({
    messages: 1000,
    senderGroups: [{ sendTime: { mean: 0.5 }, failureRate: 0.005 }],
  });

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  const total = page.locator('.balance-parts dd').last();
  await expect(total).toHaveText('1.000');
  await expectBalance(page, '.');
  expect(await count(page, 'Delivered', '.')).toBeGreaterThan(900);
  await expect(page.getByText(/\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d/).first()).toBeVisible();

  await page.getByRole('main').getByRole('link', { name: 'New simulation' }).click();
  await expect(page.getByRole('textbox', { name: 'Mean send time' })).toHaveValue('0,5');
});
