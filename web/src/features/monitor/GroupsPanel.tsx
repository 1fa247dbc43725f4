import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { GroupForecast, Simulation } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { formatCount, formatDuration, formatPart, none } from '@/components/format';

const group: Column<GroupForecast> = { name: 'Group', words: true, value: ({ name }) => name };
const channel: Column<GroupForecast> = { name: 'Channel', words: true, value: ({ channel }) => channel };
const figures: Column<GroupForecast>[] = [
  { name: 'Senders', value: ({ senders }) => formatCount(senders) },
  { name: 'Delivered', value: ({ delivered }) => formatCount(delivered) },
  { name: 'Failed', value: ({ failed }) => formatCount(failed) },
  { name: 'Attempts', value: ({ attempts }) => formatCount(attempts) },
  { name: 'Delivered per attempt', value: ({ delivered, attempts }) => formatPart(delivered, attempts) },
  {
    name: 'Average time',
    value: ({ averageSendTime, attempts }) => (attempts > 0 ? formatDuration(averageSendTime) : none),
  },
];

/** What each sender group contributes to the whole run. */
export function GroupsPanel({ simulation: { forecast, state } }: { simulation: Simulation }) {
  if (!forecast || forecast.groups.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            state === 'completed'
              ? 'What each has sent.'
              : 'What each comes to in the whole run, by the plan.'
          }
        >
          Sender groups
        </Header>
      }
    >
      <FigureTable
        label="Table of sender groups"
        columns={[group, ...(forecast.groups.some(({ channel }) => channel) ? [channel] : []), ...figures]}
        rows={forecast.groups}
        keyOf={({ name }) => name}
      />
    </Container>
  );
}
