import Spinner from '@cloudscape-design/components/spinner';
import { expectedSeconds } from '@/api/pace';
import type { NewSettings } from '@/api/types';
import { formatClock, formatCounted } from '@/components/format';
import { useAllLimits } from '../LimitsContext';
import { useElapsed } from './useElapsed';

/** How long a forecast has been computed, once that takes longer than a moment. */
export function Computing({ settings }: { settings: NewSettings }) {
  const { forecastSeconds } = useAllLimits();
  const seconds = useElapsed();
  if (seconds < 1) return null;
  const expected = expectedSeconds(settings.messages);
  return (
    <div className="forecast-note">
      <Spinner /> Computing {formatCounted(settings.messages, 'message')}: {formatClock(seconds)} so far
      {expected !== undefined && expected >= seconds && expected <= forecastSeconds
        ? `, about ${formatClock(Math.max(1, expected))} in all.`
        : `; there is an answer after ${formatClock(forecastSeconds)} at the latest.`}
    </div>
  );
}
