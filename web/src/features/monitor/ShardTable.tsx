import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Shard } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { formatClock, formatCount, formatCounted, formatLag, formatReading } from '@/components/format';

interface Props {
  shards: readonly Shard[];
  live: boolean;
  /** Whether nothing changes any more. */
  ended: boolean;
  /** When the shards stood so, in milliseconds on this machine's clock. */
  asOf: number;
}

/** What is shown where there is any. */
const more = [
  { key: 'unreachable', name: 'Unreachable' },
  { key: 'acknowledged', name: 'Acknowledged' },
  { key: 'repeats', name: 'Repeats' },
] as const;

/** How the work is spread, for those who run the workers. */
export function ShardTable({ shards, live, ended, asOf }: Props) {
  const lag: Column<Shard> = { name: 'Lag', value: ({ lagSeconds }) => formatLag(lagSeconds) };
  const counted = more.filter(({ key }) => shards.some((shard) => shard[key] > 0));
  const columns: Column<Shard>[] = [
    { name: 'Shard', words: true, value: ({ index }) => String(index) },
    { name: 'State', words: true, value: ({ state }) => state },
    { name: 'Senders', value: ({ senders }) => formatCount(senders) },
    { name: 'Clock', value: ({ clock }) => formatReading(clock, ended) },
    { name: 'Delivered', value: ({ delivered }) => formatCount(delivered) },
    { name: 'Failed', value: ({ failed }) => formatCount(failed) },
    { name: 'Expired', value: ({ expired }) => formatCount(expired) },
    ...counted.map(({ key, name }): Column<Shard> => ({ name, value: (shard) => formatCount(shard[key]) })),
    { name: 'In flight', value: ({ inFlight }) => formatCount(inFlight) },
    ...(live ? [lag] : []),
    { name: 'Last heard of', value: ({ heartbeatAt }) => ageOf(heartbeatAt, asOf) },
    { name: 'Token', value: ({ token }) => String(token) },
    { name: 'Hand-overs', value: ({ handOvers }) => formatCount(handOvers) },
  ];
  return (
    <ExpandableSection
      variant="container"
      headerText="Shards"
      headingTagOverride="h2"
      headerDescription={`The senders are spread over ${formatCounted(shards.length, 'shard')}. The token rises with every worker that takes a shard over.`}
    >
      <FigureTable label="Table of shards" columns={columns} rows={shards} keyOf={({ index }) => index} />
    </ExpandableSection>
  );
}

/** Clocks of two machines differ: what is not past is now. */
function ageOf(timestamp: string, asOf: number): string {
  const seconds = (asOf - Date.parse(timestamp)) / 1000;
  return seconds < 1 ? 'now' : `${formatClock(seconds)} ago`;
}
