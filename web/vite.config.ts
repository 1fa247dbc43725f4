import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** What servers answer pages with, as embed.go has it. */
const contentSecurityPolicy = readFileSync(new URL('./content-security-policy.txt', import.meta.url), 'utf8')
  .trim()
  .replaceAll('\n', '; ');

/** The program's, but for the reference, which is a page of its own. */
const api = {
  '/api': {
    target: process.env.ALERTSIM_API ?? 'http://localhost:8080',
    bypass: ({ url }: { url?: string }) =>
      /^\/api\/docs\/?([?#]|$)/.test(url ?? '') ? '/api/docs/index.html' : undefined,
  },
};

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Moves the fonts that the global styles hold inline into files of their own, so that the styles are small and a
 * browser loads only the fonts it shows, after the text.
 */
function fontFiles(): Plugin {
  return {
    name: 'font-files',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const asset of Object.values(bundle)) {
        if (asset.type !== 'asset' || !asset.fileName.endsWith('.css')) continue;
        asset.source = asset.source
          .toString()
          .replaceAll('@font-face{', '@font-face{font-display:swap;')
          .replace(/url\(["']?data:font\/woff2;[^,]*base64,([^"')]+)["']?\)/g, (_, base64: string) => {
            const source = Buffer.from(base64, 'base64');
            const fileName = `assets/font-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.woff2`;
            this.emitFile({ type: 'asset', fileName, source });
            return `url(/${fileName})`;
          });
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), fontFiles()],
  resolve: { alias: { '@': file('./src') } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [file('./index.html'), file('./api/docs/index.html')] },
  },
  server: { proxy: api },
  preview: { proxy: api, headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://alertsim.test/' } },
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 60_000, // a slow machine is no failure
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
