import Button from '@cloudscape-design/components/button';
import { useChanges } from '@/api/forecasts';
import type { Change, Changes, ForecastAnswer } from '@/api/types';
import { formatDuration, formatPart, formatShare } from '@/components/format';
import { useForecasting } from './ForecastContext';
import { useDebounced } from '@/components/useDebounced';

/** Further runs are asked for once nothing has changed for so long. */
const restMs = 800;

/** The three changes that would help most. A click shows what one comes to, before it is taken. */
export function WhatWouldHelp() {
  const { settings, current, base, last, change, look, take } = useForecasting();
  const shown = change || base ? base : last;
  const rested = useDebounced(settings, restMs);
  const query = useChanges(rested === settings && (current || change) ? settings : undefined);
  const changes = query.data?.changes;
  if (!changes || !shown) return null;
  if (changes.best.length === 0) {
    return changes.at === null ? <p className="forecast-note">No single change tried would help.</p> : null;
  }
  return (
    <div role="group" aria-label="What would help most">
      <b>What would help most</b>
      <ul className="changes">
        {changes.best.map((one) => (
          <li key={one.path}>
            <Button
              formAction="none"
              ariaExpanded={change?.path === one.path}
              onClick={() => look(change?.path === one.path ? undefined : one)}
            >
              {one.change}
            </Button>
            <small>{gainOf(one, changes, shown)}</small>
            {change?.path === one.path && (
              <div className="change-looked-at">
                <Button formAction="none" variant="primary" onClick={take}>
                  Take it
                </Button>
                <Button formAction="none" onClick={() => look(undefined)}>
                  Leave it
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a change comes to, and how much better that is. */
function gainOf(one: Change, changes: Changes, { settings }: ForecastAnswer): string {
  const objective = changes.objective === undefined ? undefined : settings.objectives[changes.objective];
  const goal = formatShare(objective?.share ?? 0.95);
  const what = objective?.of === 'acknowledged' ? 'confirmed' : 'reached';
  if (one.at === null) {
    return `${formatPart(one.count, one.of)} ${what} instead of ${formatPart(changes.count, changes.of)}`;
  }
  const after = `${goal} ${what} after ${formatDuration(one.at)}`;
  return changes.at === null ? `${after} instead of never` : `${after}, ${formatDuration(one.gain)} sooner`;
}
