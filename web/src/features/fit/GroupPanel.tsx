import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { GroupFit } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatCount, formatPortion } from '@/components/format';
import { figureOf, over, shareOf } from './words';

/** What is known of a group of senders, and how its attempts ended. */
export function GroupPanel({ group }: { group: GroupFit }) {
  const { name, channel, outcomes } = group;
  return (
    <Container header={<Header variant="h2">{`Senders: ${name}${over(channel)}`}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs columns={3} items={figuresOf(group)} />
        <FigureTable
          label={`Outcomes: ${name}`}
          columns={[
            { name: 'Outcome', words: true, wraps: true, value: ({ word }) => word },
            { name: 'Meaning', words: true, value: ({ kind }) => kind },
            { name: 'Attempts', value: ({ count }) => formatCount(count) },
            { name: 'Share', words: true, value: ({ share }) => shareOf(share) },
            { name: 'For those who can be reached', words: true, value: ({ model }) => shareOf(model) },
          ]}
          rows={outcomes}
          keyOf={({ word, kind }) => `${kind} ${word}`}
        />
      </SpaceBetween>
    </Container>
  );
}

function figuresOf(group: GroupFit) {
  const { rate, senders, permanentShare, burst, leastDelivered, mostDelivered } = group;
  return [
    { label: 'Delivered, of attempts whose end is known', value: shareOf(group.delivered) },
    ...(leastDelivered < mostDelivered
      ? [
          {
            label: 'Of all, open and unknown ones as failed or as delivered',
            value: `${formatPortion(leastDelivered)} to ${formatPortion(mostDelivered)}`,
          },
        ]
      : []),
    { label: 'Attempts that fail, to those who can be reached', value: shareOf(group.failureRate) },
    ...(permanentShare ? [{ label: 'Failures for good', value: shareOf(permanentShare) }] : []),
    {
      label: 'Sustained start rate',
      value: `${figureOf(rate.sustained)} a second, at most ${formatCount(rate.mostInASecond)} in one`,
    },
    {
      label: 'Rate limit',
      value: rate.limit
        ? `${figureOf(rate.limit)} a second: ${formatPortion(rate.even)} of the starts came at that pace`
        : 'None is seen',
    },
    ...(burst !== undefined && burst > 1 ? [{ label: 'Burst', value: formatCount(burst) }] : []),
    {
      label: 'Concurrency',
      value: `${formatCount(senders.most)} at once, for ${formatPortion(senders.share)} of the time with first attempts left: ${
        senders.binds ? 'so many senders there are' : 'there may be more senders'
      }`,
    },
  ];
}
