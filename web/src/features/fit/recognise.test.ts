import { expect, test } from 'vitest';
import cases from '../../../../internal/fit/testdata/columns.json';
import { limits } from '@/testing/fixtures';
import { kindOf, missing, none, recognise, wordsOf, type Columns } from './recognise';

const { log } = limits;

test('columns are recognised by the rules of the server', () => {
  for (const { header, given, columns } of cases as unknown as {
    header: string[];
    given?: Columns;
    columns: Columns;
  }[]) {
    expect(recognise(log, header, given ?? {}), header.join()).toEqual(columns);
  }
});

test('what is needed and not there is told; a duration will do for an end, and nobody has to be a recipient', () => {
  expect(missing(log, recognise(log, ['a', 'b'], {}), {})).toEqual(['sent', 'ended', 'status', 'recipient']);
  const given = { recipient: none };
  expect(missing(log, recognise(log, ['sent', 'duration', 'status'], given), given)).toEqual([]);
});

test('words are known in any letter case; those that nobody knows come first', () => {
  expect(kindOf(log, 'No-Answer')).toBe('temporary');
  const start = {
    header: ['status'],
    rows: [['Busy'], ['busy?'], ['Busy'], ['zu'], [''], ['zu']],
    whole: true,
  };
  expect(wordsOf(log, start, { status: 'status' })).toEqual([
    { text: 'zu', rows: 2, kind: 'unknown' },
    { text: 'Busy', rows: 2, kind: 'temporary' },
    { text: 'busy?', rows: 1, kind: 'temporary' },
  ]);
});

test('where a column says what a status means, that counts', () => {
  const start = {
    header: ['status', 'result'],
    rows: [
      ['486', 'temporary'],
      ['200', 'delivered'],
    ],
    whole: true,
  };
  expect(wordsOf(log, start, { status: 'status', result: 'result' }).map(({ kind }) => kind)).toEqual([
    'temporary',
    'delivered',
  ]);
});
