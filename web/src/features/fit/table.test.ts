import { expect, test } from 'vitest';
import { readStart, rowsOf } from './table';

test('reads quotes, separators, marks and empty lines as the server does', () => {
  expect(rowsOf('\uFEFFa;b;c\r\n\r\n1;"x;""y""\nz"; 3 \n')).toEqual([
    ['a', 'b', 'c'],
    ['1', 'x;"y"\nz', '3'],
  ]);
  expect(rowsOf('a\tb,c\td\n5\t6\'" x\t\n')).toEqual([
    ['a', 'b,c', 'd'],
    ['5', '6\'" x', ''],
  ]);
  expect(rowsOf('a,b\n1,2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('of a long file it reads whole rows of the beginning alone', async () => {
  const long = new Blob(['sent,to\n', 'ü23456789,abcdef\n'.repeat(60_000)]);
  const start = await readStart(long);
  expect(start.whole).toBe(false);
  expect(start.rows.length).toBeGreaterThan(10_000);
  expect(start.rows.at(-1)).toEqual(['ü23456789', 'abcdef']);
  expect((await readStart(new Blob(['a,b\n1,2\n']))).whole).toBe(true);
});

test.each([
  ['', 'The file is empty.'],
  ['sent,to\n', 'The file has the names of columns and no rows.'],
  ['{"a": 1}', 'The file is JSON; a table is read, with the names of its columns in the first line.'],
  [Uint8Array.of(0xff, 0xfe, 0x61, 0), 'The file is UTF-16; save it as UTF-8.'],
  [Uint8Array.of(0x1f, 0x8b, 8), 'The file is compressed; unpack it first.'],
  [Uint8Array.of(0x50, 0x4b, 3, 4), 'The file is a workbook or an archive; save the sheet as CSV.'],
  [Uint8Array.of(0x61, 0, 0x62), 'The file is no text.'],
  [Uint8Array.of(0x61, 0xe4, 0x0a, 0x31), 'The first line is not UTF-8; save the file as UTF-8.'],
])('says what is wrong with a file', async (content, words) => {
  await expect(readStart(new Blob([content]))).rejects.toThrow(words);
});
