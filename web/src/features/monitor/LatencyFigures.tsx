import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Latency } from '@/api/types';
import { formatDuration } from '@/components/format';

interface Props {
  latency: Latency;
  /** What they are measured against. */
  times: readonly number[];
}

/** By when the messages that are delivered have arrived. */
export function LatencyFigures({ latency, times }: Props) {
  return (
    <div>
      <Box variant="h3" padding={{ bottom: 'xs' }}>
        Time to delivery
      </Box>
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          { label: 'Half of the deliveries within', value: formatDuration(latency.p50, times) },
          { label: '90 % within', value: formatDuration(latency.p90, times) },
          { label: '95 % within', value: formatDuration(latency.p95, times) },
          { label: '99 % within', value: formatDuration(latency.p99, times) },
          { label: 'The last after', value: formatDuration(latency.max, times) },
        ]}
      />
    </div>
  );
}
