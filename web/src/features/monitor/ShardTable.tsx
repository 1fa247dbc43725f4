import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Shard } from '@/api/types';
import { formatCount, formatCounted, formatDuration, formatTimeOfDay } from '@/components/format';

interface Props {
  shards: readonly Shard[];
  live: boolean;
}

/** How the work is spread, for those who run the workers. */
export function ShardTable({ shards, live }: Props) {
  const columns: { name: string; value: (shard: Shard) => string }[] = [
    { name: 'Shard', value: ({ index }) => String(index) },
    { name: 'State', value: ({ state }) => state },
    { name: 'Senders', value: ({ senders }) => formatCount(senders) },
    { name: 'Clock', value: ({ clock }) => formatDuration(clock) },
    { name: 'Delivered', value: ({ delivered }) => formatCount(delivered) },
    { name: 'Failed', value: ({ failed }) => formatCount(failed) },
    { name: 'Expired', value: ({ expired }) => formatCount(expired) },
    { name: 'In flight', value: ({ inFlight }) => formatCount(inFlight) },
    ...(live ? [{ name: 'Lag', value: ({ lagSeconds }: Shard) => formatDuration(lagSeconds) }] : []),
    { name: 'Last heard of', value: ({ heartbeatAt }) => formatTimeOfDay(heartbeatAt) },
    { name: 'Hand-overs', value: ({ handOvers }) => formatCount(handOvers) },
  ];
  return (
    <ExpandableSection
      variant="container"
      headerText="Shards"
      headingTagOverride="h2"
      headerDescription={`The senders are spread over ${formatCounted(shards.length, 'shard')}.`}
    >
      {/* A table that scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="shards" role="region" aria-label="Table of shards" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shards.map((shard) => (
              <tr key={shard.index}>
                {columns.map(({ name, value }) => (
                  <td key={name}>{value(shard)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ExpandableSection>
  );
}
