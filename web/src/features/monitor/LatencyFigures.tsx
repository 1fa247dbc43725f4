import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Latency } from '@/api/types';
import { formatDuration } from '@/components/format';

/** By when the messages that are delivered have arrived. */
export function LatencyFigures({ latency }: { latency: Latency }) {
  return (
    <div>
      <Box variant="h3" padding={{ bottom: 'xs' }}>
        Time to delivery
      </Box>
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          { label: 'Half of the deliveries within', value: formatDuration(latency.p50) },
          { label: '90 % within', value: formatDuration(latency.p90) },
          { label: '95 % within', value: formatDuration(latency.p95) },
          { label: '99 % within', value: formatDuration(latency.p99) },
          { label: 'The last after', value: formatDuration(latency.max) },
        ]}
      />
    </div>
  );
}
