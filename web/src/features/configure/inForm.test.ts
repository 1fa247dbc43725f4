import { expect, test } from 'vitest';
import { Problem } from '@/api/problem';
import { limits } from '@/testing/fixtures';
import everything from '../../../../examples/acceptance/everything.json';
import { faultsIn, faultsOf } from './errors';
import { formOf } from './form';
import { isShown, placeIn } from './inForm';

const form = formOf(limits, {
  ...everything,
  senderGroups: everything.senderGroups.map((group) => ({ ...group, timetable: [{ at: 0 }] })),
});

test.each<[string, string | undefined]>([
  ['body.channels[1].acknowledgement.time.maximum', 'channels.1.acknowledgement.time.maximum'],
  ['body.channels[1].acknowledgement.time', 'channels.1.acknowledgement.time.distribution'],
  ['body.channels[1].acknowledgement', 'channels.1.acknowledgement.share'],
  ['body.channels', 'channels.root'],
  ['body.steps[1].retry.delays[1]', 'steps.1.retry.delays.1.seconds'],
  ['body.steps[1].retry.delays', 'steps.1.retry.delays.root'],
  ['body.steps[1].retry.jitter', 'steps.1.retry.jitter'],
  ['body.steps[1].retry.spread', 'steps.1.retry.variation'],
  ['body.retry.jitter', 'retry.variation'],
  ['body.steps[0].retry', 'steps.0.ownRetry'],
  ['body.steps[0].retry.delays[0]', undefined],
  ['body.audience[1]', 'audience.1.share'],
  ['body.audience[1].channels[0]', 'audience.1.channels'],
  ['body.audience', 'audience.root'],
  ['body.senderGroups', undefined],
  ['body.senderGroups[2].channel', 'senderGroups.2.channel'],
  ['body.senderGroups[2].outcomes', 'senderGroups.2.outcomes.root'],
  ['body.senderGroups[2].outcomes[1].result', 'senderGroups.2.outcomes.1.result'],
  ['body.senderGroups[2].outcomes[1].sendTime', 'senderGroups.2.outcomes.1.sendTime.distribution'],
  ['body.senderGroups[2].failureRate', undefined],
  ['body.senderGroups[0].failureRate', 'senderGroups.0.failureRate'],
  ['body.senderGroups[0].outcomes', undefined],
  ['body.senderGroups[0].timetable[0].at', 'senderGroups.0.timetable.0.at'],
  ['body.senderGroups[0].timetable[0].open', 'senderGroups.0.timetable.0.open'],
  ['body.senderGroups[2].openHours', 'senderGroups.2.openHours.root'],
  ['body.senderGroups[2].openHours[0].days[1]', 'senderGroups.2.openHours.0.days'],
  ['body.senderGroups[0].price.perPart', 'senderGroups.0.price.perPart'],
  ['body.senderGroups[0].price', 'senderGroups.0.priced'],
  ['body.caps[0].window', 'caps.0.window.span'],
  ['body.caps[0].window.daily', 'caps.0.window.daily'],
  ['body.caps[0].window.seconds', 'caps.0.window.span'],
  ['body.caps[0].groups[1]', 'caps.0.groups'],
  ['body.caps[0].audience[0]', 'caps.0.audience'],
  ['body.objectives[1].of', 'objectives.1.of'],
  ['body.objectives[2].budget', 'objectives.2.budget'],
  ['body.objectives[2].share', undefined],
  ['body.startAt', 'startAt'],
  ['body.speed', undefined],
  ['body.colour', undefined],
  ['body', undefined],
])('an error at %s is shown at %s', (location, place) => {
  expect(placeIn(limits, form, location)).toBe(place);
});

test('what a switch puts aside is not shown, and not wrong', () => {
  expect(isShown(limits, form, 'retry.delays.0.seconds')).toBe(false);
  expect(isShown(limits, form, 'retry.initialBackoff')).toBe(true);
  expect(faultsOf(limits, form)).toEqual([]);
});

test('what is wrong is told with its place in words', () => {
  const wrong = structuredClone(form);
  Object.assign(wrong.senderGroups[2]?.outcomes[1] ?? {}, { share: '200' });
  Object.assign(wrong.caps[0]?.window ?? {}, { at: 'noon' });
  Object.assign(wrong.steps[1]?.retry.delays[0] ?? {}, { seconds: '' });
  expect(faultsOf(limits, wrong)).toEqual([
    { place: 'Step 2, Delay 1', message: 'Enter a number from 0 to 604,800 seconds.' },
    { place: 'Sender group 3, Outcome 2, Share of attempts', message: 'Enter a number from 0 to 100 %.' },
    { place: 'Cap 1, A day begins at', message: 'Enter a time of day, as 08:00.' },
  ]);
  const fields = [{ location: 'body.audience[1].channels[0]', message: 'names it' }];
  expect(faultsIn(new Problem(422, '', { fields }))).toEqual([
    { place: 'Audience 2, Channel 1', message: 'Names it.' },
  ]);
});
