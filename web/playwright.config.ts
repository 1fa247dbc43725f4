import { defineConfig } from '@playwright/test';

/** Debian's browser; another one by the environment. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Against what is deployed to the local AWS, which starts a program for each call and works on one job at a time. */
const deployed = Boolean(process.env.ALERTSIM_E2E_AWS);

export default defineConfig({
  testDir: './e2e',
  timeout: deployed ? 180_000 : 60_000,
  expect: { timeout: deployed ? 45_000 : 20_000 },
  grepInvert: deployed ? /@machine/ : undefined, // those stop the server
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
