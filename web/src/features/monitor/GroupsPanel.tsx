import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { hasEnded, type GroupForecast, type Simulation } from '@/api/types';
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

/** What each sender group has sent or, where that is not told before the end, what it comes to in the whole run. */
export function GroupsPanel({ simulation }: { simulation: Simulation }) {
  const { forecast, state } = simulation;
  if (!forecast || forecast.groups.length === 0) return null;
  const done = doneBy(simulation);
  const rows = done ?? forecast.groups;
  return (
    <Container
      header={
        <Header variant="h2" description={descriptionOf(state, done !== undefined)}>
          Sender groups
        </Header>
      }
    >
      <FigureTable
        label="Table of sender groups"
        columns={[group, ...(rows.some(({ channel }) => channel) ? [channel] : []), ...figures]}
        rows={rows}
        keyOf={({ name }) => name}
      />
    </Container>
  );
}

function descriptionOf(state: Simulation['state'], done: boolean): string {
  if (state === 'completed') return 'What each has sent.';
  if (done) return hasEnded(state) ? 'What it has sent.' : 'What it has sent so far.';
  return 'What each comes to in the whole run, by the plan.';
}

/**
 * What the groups have done before the end. A single one has done all that was done; of several the server tells the sum
 * alone, so there is nothing.
 */
function doneBy({ forecast, state, startedAt, progress }: Simulation): GroupForecast[] | undefined {
  const [only, another] = forecast?.groups ?? [];
  if (!only || another || state === 'completed' || startedAt === undefined) return undefined;
  const { delivered, failed, attempts, averageSendTime } = progress;
  return [{ ...only, delivered, failed, attempts, averageSendTime }];
}
