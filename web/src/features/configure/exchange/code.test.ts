import { expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { defaultForm, settingsOf } from '../form';
import { decode, encode } from './code';

const settings = settingsOf(limits, { ...defaultForm(limits), text: 'Überflutung 🌊\nLeave now.' });

test('what is packed comes out again', async () => {
  expect(await decode(await encode(settings))).toEqual(JSON.parse(JSON.stringify(settings)));
});

test('is short, and needs no escapes in an address', async () => {
  const code = await encode(settings);
  expect(code).toMatch(/^[\w-]+$/);
  expect(code.length).toBeLessThan(JSON.stringify(settings).length);
});

test('a code that lost or changed anything is refused', async () => {
  const code = await encode(settings);
  const middle = Math.floor(code.length / 2);
  const other = code[middle] === 'A' ? 'B' : 'A';
  await expect(decode(code.slice(0, -8))).rejects.toThrow();
  await expect(decode(code.slice(0, middle) + other + code.slice(middle + 1))).rejects.toThrow();
  await expect(decode('%')).rejects.toThrow();
});

test('a small code that grows without end is refused', async () => {
  await expect(decode(await encode('x'.repeat(1_000_000)))).rejects.toThrow('too long');
});
