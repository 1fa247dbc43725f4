import { expect, test } from 'vitest';
import cases from '../../../../internal/settings/testdata/texts.json';
import { plainText } from './plainText';

const asName = cases.map(({ why, given, name }) => [`a name: ${why}`, given, false, name] as const);
const asText = cases.map(({ why, given, text }) => [`a text: ${why}`, given, true, text] as const);

test.each([...asName, ...asText])('%s', (_why, given, lines, want) => {
  const { text, wrong } = plainText(given, lines);
  if (want === null) expect(wrong).toBeDefined();
  else expect([text.trim(), wrong]).toEqual([want, undefined]);
});

test('half of a character is refused', () => {
  expect(plainText('a\ud83c', true).wrong).toBe('must not hold half of a character (character 2 is U+D83C)');
});
