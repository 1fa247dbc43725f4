import { count, expect, expectBalance, long, openSession, startRun, test } from './fixtures';

/** What docs/aws.md reckons that a browser loads, by internal/result/viewers.go. */
const page = { requests: 40, bytes: 450_000 };

test('who has the address alone sees the figures move, and can do nothing else', async ({
  page: member,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000); // it waits for two of the viewer's looks
  await openSession(member);
  await startRun(member, long);

  const context = await browser.newContext({ baseURL });
  const viewer = await context.newPage();
  const asked: string[] = [];
  viewer.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) asked.push(pathname);
    expect(request.headers().authorization).toBeUndefined();
  });
  await viewer.goto(member.url());
  await expect(viewer.getByText('You are only looking')).toBeVisible();
  await expect(viewer.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await expectBalance(viewer);
  for (const name of ['Cancel', 'Reset session', 'Export']) {
    await expect(viewer.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  const loaded = await viewer.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(
      (entry) => (entry as PerformanceResourceTiming).transferSize,
    ),
  );
  const bytes = loaded.reduce((sum, size) => sum + size, 0);
  console.log(`a viewer's page: ${loaded.length} requests, ${bytes} bytes`);
  expect(loaded.length).toBeLessThanOrEqual(page.requests);
  expect(bytes).toBeLessThanOrEqual(page.bytes);

  const before = await count(viewer, 'Delivered');
  await expect.poll(() => count(viewer, 'Delivered'), { timeout: 25_000 }).toBeGreaterThan(before);
  await expectBalance(viewer);

  await member.getByRole('button', { name: 'Cancel', exact: true }).click();
  await member.getByRole('button', { name: 'Cancel the simulation' }).click();
  await expect(member.getByText(/^Cancelled on/)).toBeVisible();
  await expect(viewer.getByText(/^Cancelled on/)).toBeVisible({ timeout: 25_000 });
  expect(await count(viewer, 'Delivered')).toBe(await count(member, 'Delivered'));
  expect(new Set(asked.map((path) => path.replace(/[^/]*$/, '')))).toEqual(new Set(['/api/snapshots/']));
  await context.close();
});
