import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import cases from '../../../../../internal/cli/testdata/imports.json';
import { textOfBytes } from './bytes';
import { documentOf } from './document';

interface Case {
  why: string;
  file: string;
  text: string;
  document?: unknown;
  refused?: string;
}

/** The command line is tested by the same table. */
test.each((cases as Case[]).map((each) => [each.why, each] as const))(
  '%s',
  async (_why, { file, text, document, refused }) => {
    const read = documentOf(limits, text, file);
    if (refused === undefined) expect(await read).toEqual(document);
    else await expect(read).rejects.toThrow(refused || undefined);
  },
);

test('the settings of an exported simulation', async () => {
  expect(await documentOf(limits, '{"id": "x", "settings": {"messages": 5}}')).toEqual({ messages: 5 });
});

test('a name twice in JSON, which JSON.parse does not see', async () => {
  await expect(documentOf(limits, '{"messages": 1,\n"messages": 2}')).rejects.toThrow(
    'Line 2: a name is given twice; keep one of the two.',
  );
});

const utf8 = (text: string) => [...new TextEncoder().encode(text)];

test.each<[string, number[], { text: string } | { wrong: string }]>([
  ['UTF-8', utf8('name: é 🌊'), { text: 'name: é 🌊' }],
  ['its byte order mark is no part of it', [0xef, 0xbb, 0xbf, ...utf8('{}')], { text: '{}' }],
  ['nothing', [], { text: '' }],
  [
    'Latin-1',
    [...utf8('seed: 1\nname: caf'), 0xe9, 0x0a],
    { wrong: 'Line 2 is not UTF-8; save the file as UTF-8.' },
  ],
  [
    'cut in a character',
    [...utf8('a\nb\n'), 0xf0, 0x9f],
    { wrong: 'Line 3 is not UTF-8; save the file as UTF-8.' },
  ],
  ['UTF-16', [0xff, 0xfe, 0x7b, 0], { wrong: 'The file is in UTF-16; save it as UTF-8.' }],
  ['UTF-16 without a mark', [0x7b, 0, 0x7d, 0], { wrong: 'The file is in UTF-16; save it as UTF-8.' }],
  ['UTF-32', [0xff, 0xfe, 0, 0], { wrong: 'The file is in UTF-32; save it as UTF-8.' }],
])('%s', (_why, bytes, want) => {
  expect(textOfBytes(Uint8Array.from(bytes))).toEqual(want);
});
