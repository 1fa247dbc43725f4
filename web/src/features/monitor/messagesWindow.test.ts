import { expect, test } from 'vitest';
import { completed } from '@/testing/fixtures';
import { latestOf } from './messagesWindow';

const progress = { ...completed.progress, delivered: 900, failed: 100, expired: 0 };

test.each([
  ['all: the last page', undefined, progress, { after: 980, limit: 20 }],
  ['a frequent outcome: a little more than a page', 'delivered', progress, { after: 955, limit: 1000 }],
  ['a rare outcome: much more', 'failed', progress, { after: 600, limit: 1000 }],
  ['none of them: nothing', 'expired', progress, { after: 1000, limit: 1000 }],
  ['fewer than a page: all', undefined, { ...progress, delivered: 3, failed: 0 }, { after: 0, limit: 20 }],
  [
    'the unreachable: they come first',
    'unreachable',
    { ...progress, unreachable: 30 },
    { after: 10, limit: 20 },
  ],
  [
    'before what expires: that comes last',
    'failed',
    { ...progress, expired: 5000 },
    { after: 600, limit: 1000 },
  ],
  ['nothing yet', 'failed', { ...progress, delivered: 0, failed: 0 }, { after: 0, limit: 1000 }],
] as const)('%s', (_, outcome, counts, window) => {
  expect(latestOf(counts, outcome)).toEqual(window);
});
