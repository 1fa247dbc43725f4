import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { Forecast } from '@/api/types';
import { formatLocal } from '../format';

interface Props {
  dates: NonNullable<Forecast['dates']>;
  /** Columns, where there is room for them. */
  columns: number;
}

/** When things happen, by the clocks of the settings' zone. */
export function Calendar({ dates, columns }: Props) {
  const { start, p50, p95, makespan, zone, zoneVersion } = dates;
  const moments: [string, string | undefined][] = [
    ['Start', start],
    ['Half of the deliveries', p50],
    ['95 % of deliveries', p95],
    ['End', makespan],
  ];
  return (
    <div>
      <Box variant="h3" padding={{ bottom: 'xs' }}>
        On the calendar
      </Box>
      <KeyValuePairs
        columns={columns}
        minColumnWidth={150}
        items={moments.flatMap(([label, at]) => (at ? [{ label, value: formatLocal(at) }] : []))}
      />
      <Box variant="small">
        By the clocks of {zone}, time zone database {zoneVersion}.
      </Box>
    </div>
  );
}
