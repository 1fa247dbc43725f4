import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { onlyIcons, onlyTexts, onlyUsed } from './onlyUsed';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const library = file('../node_modules/@cloudscape-design/components');
const iconsFile = `${library}/icon/generated/icons.js`;
const textsFile = `${library}/i18n/messages/all.en.js`;

interface Hooks {
  buildStart: () => void;
  transform: (code: string, id: string) => { code: string } | undefined;
}

function built(path: string): string {
  const plugin = onlyUsed(file('../src'), file('../node_modules')) as unknown as Hooks;
  plugin.buildStart();
  return plugin.transform(readFileSync(path, 'utf8'), path)?.code ?? '';
}

test('keeps the icons that the pages and the components in use ask for', () => {
  const icons = built(iconsFile);
  const kept = (name: string) => new RegExp(`^ {4}"?${name}"?: React`, 'm').test(icons);
  // Of the pages; of a select, a modal, an alert, a table and an expandable section.
  for (const name of [
    'undo',
    'upload',
    'caret-down-filled',
    'close',
    'status-warning',
    'angle-left',
    'arrow-up',
  ]) {
    expect(kept(name), name).toBe(true);
  }
  for (const name of ['thumbs-up', 'folder', 'send', 'microphone']) expect(kept(name), name).toBe(false);
  expect(icons).toMatch(/export default icons;/);
});

test('keeps the texts of the components in use', () => {
  const texts = built(textsFile);
  for (const name of ['alert', 'modal', 'table', 'select']) expect(texts).toContain(`"${name}":{`);
  for (const name of ['wizard', 'date-picker', 's3-resource-selector'])
    expect(texts).not.toContain(`"${name}":{`);
});

test('keeps entries as they are', () => {
  const entry = (name: string) =>
    `    "${name}": React.createElement("svg", {},\n        React.createElement("path", {})),\n`;
  const names = Array.from({ length: 60 }, (_, i) => `icon-${i}`);
  const code = `const icons = {\n${names.map(entry).join('')}};\nexport default icons;\n`;
  const last = `${entry('icon-59')}};\nexport default icons;\n`;
  expect(onlyIcons(code, new Set(['icon-7']))).toBe(`const icons = {\n${entry('icon-7')}${last}`);
  expect(onlyTexts('export default {"a":{"en":{"x":{"t":[1]},"y":{}}}};', new Set(['x']))).toBe(
    'export default {"a":{"en":{"x":{"t":[1]}}}}',
  );
});

test('a library that is written in another way stops the build', () => {
  expect(() => onlyIcons('export default {}', new Set())).toThrow('not written as they were');
});
