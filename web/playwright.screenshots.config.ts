import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Makes the pictures of the README: npm run screenshots. */
export default defineConfig({ ...config, testDir: './e2e/screenshots', testMatch: '*.shot.ts' });
