import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { onlyUsed } from './build/onlyUsed';

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

/** Puts files compressed as far as it goes beside those that gain by it, for the server to send as they are. */
function compressedFiles(): Plugin {
  const forms = {
    '.br': (plain: Buffer) =>
      brotliCompressSync(plain, {
        params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length, [constants.BROTLI_PARAM_QUALITY]: 9 },
      }),
    '.gz': (plain: Buffer) => gzipSync(plain, { level: 9 }),
  };
  return {
    name: 'compressed-files',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|js|css|svg)$/.test(name)) continue;
        const plain = readFileSync(join(dir, name));
        for (const [end, compress] of Object.entries(forms)) {
          const smaller = compress(plain);
          if (plain.length >= 1024 && smaller.length < plain.length * 0.9)
            writeFileSync(join(dir, name + end), smaller);
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), onlyUsed(file('./src'), file('./node_modules')), fontFiles(), compressedFiles()],
  resolve: { alias: { '@': file('./src') } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [file('./index.html'), file('./api/docs/index.html')],
      // Few files, as each of them waits its turn: what the first view takes, what the reference has of it, and what
      // several views share.
      output: {
        chunkFileNames: ({ name }) => `assets/${name.replace(/~.*/, '')}-[hash].js`,
        assetFileNames: ({ names: [name = ''] }) =>
          `assets/${name.replace(/~.*(?=\.)/, '').replace(/\.[^.]*$/, '')}-[hash][extname]`,
        codeSplitting: {
          groups: [
            { name: 'session', test: /node_modules\/react\/|\/src\/api\/(signIn|token)\./, priority: 3 },
            {
              name: 'first',
              tags: ['$initial'],
              test: /^(?!.*(swagger-ui|\/src\/reference\/|\/app\/main\.|\.html))/,
              priority: 2,
            },
            // Large, and of views beyond the first; without what the first view shares with them.
            {
              name: 'table',
              test: /\/components\/(table|progress-bar|file-input)\//,
              priority: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'choices',
              test: /\/components\/(select|multiselect|token|token-group)\//,
              priority: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'parts',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 8_000,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: api },
  preview: { proxy: api, headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://alertsim.test/' } },
    setupFiles: ['./src/testing/setup.ts'],
    include: ['{src,build}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    maxWorkers: '100%', // of the processors; one would be left idle
    testTimeout: 60_000, // a slow machine is no failure
    server: { deps: { inline: [/@cloudscape-design/] } },
  },
});
