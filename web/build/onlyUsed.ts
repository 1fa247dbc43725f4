import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const library = '@cloudscape-design/components';

/**
 * Keeps of the component library's icons and texts those that a component in use asks for: all of them are some 25 KB, as
 * gzip, of what a browser loads first. An icon is asked for if its name stands in quotes in a file that is reached from the
 * components the pages import, or in the pages themselves: rather too many than too few.
 */
export function onlyUsed(sources: string, packages: string): Plugin {
  let icons = new Set<string>();
  let texts = new Set<string>();
  return {
    name: 'only-used',
    apply: 'build',
    buildStart() {
      const own = ownText(sources);
      const reached = reachedText(own, join(packages, library));
      icons = found(/['"`]([\w-]+)['"`]/g, [...own, ...reached]);
      texts = found(/useInternalI18n\(['"]([^'"]+)['"]\)/g, reached);
    },
    transform(code, id) {
      if (id.endsWith(`${library}/icon/generated/icons.js`))
        return { code: onlyIcons(code, icons), map: null };
      if (id.endsWith(`${library}/i18n/messages/all.en.js`))
        return { code: onlyTexts(code, texts), map: null };
      return undefined;
    },
  };
}

/** Drops the entries of the icons' object that nobody asks for. */
export function onlyIcons(code: string, asked: ReadonlySet<string>): string {
  const [head = '', ...entries] = code.split(/^(?= {4}["\w][\w-]*"?: React\.createElement)/m);
  if (entries.length < 50) throw new Error('the icons of the library are not written as they were');
  const last = entries.length - 1; // the end of the object is part of it
  const kept = entries.filter((entry, i) => i === last || asked.has(/^ *"?([\w-]+)/.exec(entry)?.[1] ?? ''));
  return head + kept.join('');
}

/** Drops the texts of components that nobody asks for. */
export function onlyTexts(code: string, asked: ReadonlySet<string>): string {
  const all = JSON.parse(code.slice(code.indexOf('{'), code.lastIndexOf('}') + 1)) as Record<
    string,
    Record<string, Record<string, unknown>>
  >;
  for (const locales of Object.values(all)) {
    for (const [locale, components] of Object.entries(locales)) {
      locales[locale] = Object.fromEntries(Object.entries(components).filter(([name]) => asked.has(name)));
    }
  }
  return `export default ${JSON.stringify(all)}`;
}

function found(pattern: RegExp, texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)));
}

function ownText(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test|\.gen)\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The library's files that are reached from what the pages import, but for the list of the icons itself. */
function reachedText(own: readonly string[], root: string): string[] {
  const texts = new Map<string, string>();
  const visit = (path: string) => {
    const file = [path, `${path}.js`, join(path, 'index.js')].find(
      (it) => existsSync(it) && statSync(it).isFile(),
    );
    if (!file?.endsWith('.js') || texts.has(file) || file.includes('/icon/generated/')) return;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const [, relative = ''] of text.matchAll(/(?:from|import\(?)\s*['"](\.[^'"]+)['"]/g))
      visit(resolve(dirname(file), relative));
  };
  const imports = own.flatMap((text) => [...text.matchAll(/@cloudscape-design\/components\/([\w-]+)['"]/g)]);
  for (const [, name = ''] of imports) visit(join(root, name));
  return [...texts.values()];
}
