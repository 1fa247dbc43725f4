import { defineConfig } from '@playwright/test';

/** Debian's browser; another one by the environment. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: './e2e',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1, // there is one session at a time
  forbidOnly: true,
  retries: process.env.CI ? 1 : 0, // there the machine is shared; a test that needs it is listed as flaky
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
    trace: 'retain-on-failure',
  },
});
