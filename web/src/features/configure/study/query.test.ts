import { expect, test } from 'vitest';
import { Problem } from '@/api/problem';
import { limits } from '@/testing/fixtures';
import { study as studied } from '@/testing/studies';
import { defaultForm } from '../form';
import { studyFormOf } from './fromQuery';
import { queryOf } from './query';
import { serverFaults } from './serverFaults';
import { newFactor, noStudy, withoutElement, type FactorForm, type StudyForm } from './studyForm';
import { variablesIn } from './variables';

const form = defaultForm(limits);

function varying(...factors: Partial<FactorForm>[]): StudyForm {
  return { ...noStudy, factors: factors.map((factor, i) => newFactor(noStudy, { id: i, ...factor })) };
}

const senders = { path: 'senderGroups.0.senders', values: '5, 10' };

test('lists, ranges and alternatives become what the server takes', () => {
  const { query } = queryOf(
    limits,
    form,
    varying(
      senders,
      {
        kind: 'range',
        path: 'senderGroups.0.failureRate',
        from: '5',
        to: '20 %',
        count: '4',
        scale: 'logarithmic',
      },
      {
        kind: 'alternatives',
        name: 'Retry',
        alternatives: [
          { name: 'as it is', set: '' },
          { name: 'three', set: 'retry.maxAttempts = 3\nretry.jitter = 20 %' },
        ],
      },
    ),
  );
  expect(query).toMatchObject({
    replications: 20,
    find: 'cheapest',
    probability: 0.95,
    settings: { messages: 1000 },
  });
  expect(query?.vary).toEqual([
    { name: 'Senders', path: 'senderGroups[0].senders', values: [5, 10] },
    {
      name: 'Failure rate',
      path: 'senderGroups[0].failureRate',
      range: { from: 0.05, to: 0.2, count: 4, scale: 'logarithmic' },
    },
    {
      name: 'Retry',
      alternatives: [
        { name: 'as it is', set: {} },
        { name: 'three', set: { 'retry.maxAttempts': 3, 'retry.jitter': 0.2 } },
      ],
    },
  ]);
});

test('what is wrong is told by its field', () => {
  const { faults } = queryOf(limits, form, {
    ...varying(
      { ...senders, values: '5, 0' },
      { path: '' },
      { kind: 'range', path: 'messages', from: '10', to: '10', count: '1' },
      {
        kind: 'alternatives',
        alternatives: [
          { name: '', set: 'messages 3' },
          { name: 'b', set: 'mesages = 3' },
        ],
      },
    ),
    replications: '0',
    probability: '101',
  });
  expect(Object.keys(faults ?? {}).sort()).toEqual([
    'factors.0.values',
    'factors.1.field',
    'factors.2.count',
    'factors.2.to',
    'factors.3.alternatives.0.name',
    'factors.3.alternatives.0.set',
    'factors.3.alternatives.1.set',
    'probability',
    'replications',
  ]);
  expect(queryOf(limits, form, varying(senders, senders)).faults).toEqual({
    'factors.1.field': '“Senders” varies twice; keep one of the two.',
  });
});

test('errors of the server stand beside what varies, or beside the field of the settings', () => {
  const study = varying(senders, { kind: 'range', path: 'messages', from: '1', to: '2' });
  const fields = [
    { location: 'body.settings.senderGroups[0].senders', message: 'with Senders 0: must be above 0' },
    { location: 'body.settings.retry.maxAttempts', message: 'is too much' },
    { location: 'body.vary[1].range', message: 'from and to are the same' },
    { location: 'body.vary[1].range.count', message: 'must be a whole number' },
    { location: 'body.replications', message: 'make too much work' },
    { location: 'body.vary', message: 'must make at most 10,000 points' },
  ];
  expect(serverFaults(study, new Problem(422, 'no', { fields }))).toEqual({
    faults: {
      'factors.0.values': 'With Senders 0: must be above 0.',
      'factors.1.to': 'From and to are the same.',
      'factors.1.count': 'Must be a whole number.',
      replications: 'Make too much work.',
      vary: 'Must make at most 10,000 points.',
    },
    settings: [{ location: 'body.retry.maxAttempts', message: 'is too much' }],
  });
});

test('a factor goes with the element of a list that it is of, and moves up with it', () => {
  const study = varying(
    { path: 'senderGroups.0.senders' },
    { path: 'senderGroups.2.senders' },
    { path: 'messages' },
  );
  expect(withoutElement(study, 'senderGroups', 0).factors.map(({ path }) => path)).toEqual([
    'senderGroups.1.senders',
    'messages',
  ]);
});

test('a study fills in what it varies', () => {
  const { factors, replications, probability } = studyFormOf(limits, studied.query);
  expect({ replications, probability }).toEqual({ replications: '20', probability: '95' });
  expect(factors.map(({ path, values }) => [path, values])).toEqual([
    ['senderGroups.0.senders', '10, 20'],
    ['senderGroups.0.failureRate', '0, 20'],
  ]);
  expect(noStudy.factors).toEqual([]);
});

test('every figure that is shown may vary, but not what a run does not depend on', () => {
  const paths = variablesIn(limits, form).map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['messages', 'senderGroups.0.senders', 'retry.maxAttempts', 'timeToLive']),
  );
  expect(paths).not.toEqual(expect.arrayContaining(['seed']));
  expect(paths).not.toEqual(expect.arrayContaining(['speed']));
  expect(paths.some((path) => path.startsWith('channels'))).toBe(false);
});
