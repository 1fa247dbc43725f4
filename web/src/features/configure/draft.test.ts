import { beforeEach, expect, test } from 'vitest';
import { limits } from '@/testing/fixtures';
import { draftSettings } from './draft';
import { defaultForm } from './form';
import { forget, remember } from './remember';

beforeEach(forget);

test('the form begins with the first template', () => {
  expect(draftSettings(limits)).toMatchObject({ name: 'Flood warning by SMS', messages: 25_000 });
});

test('is what was typed last', () => {
  remember({ ...defaultForm(limits), name: 'Draft', messages: '12,000' });
  expect(draftSettings(limits)).toMatchObject({ name: 'Draft', messages: 12_000 });
});

test('is nothing while something is wrong', () => {
  remember({ ...defaultForm(limits), messages: 'many' });
  expect(draftSettings(limits)).toBeUndefined();
});
