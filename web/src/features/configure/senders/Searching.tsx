import Spinner from '@cloudscape-design/components/spinner';
import { formatClock } from '@/components/format';
import { useElapsed } from '../forecast/useElapsed';
import { useAllLimits } from '../LimitsContext';

/** How long a search has been under way. */
export function Searching() {
  const { forecastSeconds } = useAllLimits();
  const seconds = useElapsed();
  return (
    <>
      <Spinner /> Looking for the fewest senders that meet every objective…
      {seconds > 0 && (
        <span aria-live="off">
          {' '}
          {formatClock(seconds)} so far; there is an answer after {formatClock(forecastSeconds)} at the
          latest.
        </span>
      )}
    </>
  );
}
