import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useReplications } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import type { NewSettings, Replications } from '@/api/types';
import { formatDuration, formatPortion, formatShare } from '@/components/format';
import { objectiveOf } from '@/components/settingsInWords';

/** Runs to learn from, as far as the server counts them together. */
const wanted = 30;
const fewest = 5;
const mostMessages = 100_000_000;

/** How much chance matters: the same with many seeds, when asked for. */
export function Variation({ settings }: { settings: NewSettings }) {
  const runs = Math.min(wanted, Math.floor(mostMessages / settings.messages));
  const key = JSON.stringify(settings);
  const [asked, setAsked] = useState<string>();
  const query = useReplications(settings, asked === key ? runs : undefined);
  if (runs < fewest) return null;
  const replications = asked === key ? query.data?.replications : undefined;
  return (
    <div>
      {!replications && (
        <Button
          formAction="none"
          loading={asked === key && query.isFetching}
          loadingText="Running it with other seeds"
          onClick={() => (query.isError ? void query.refetch() : setAsked(key))}
        >
          How much does it vary?
        </Button>
      )}
      <div role="status">
        {replications && <Spread replications={replications} />}
        {asked === key && query.isError && <p className="forecast-note">{asProblem(query.error).message}</p>}
      </div>
    </div>
  );
}

function Spread({ replications: { runs, confidence, figures, objectives } }: { replications: Replications }) {
  const makespan = figures.find(({ name }) => name === 'makespan');
  return (
    <div className="forecast-note">
      <b>{runs} runs with different seeds</b>
      {makespan && (
        <p>
          The last message ends after {formatDuration(makespan.mean)} on average, ±{' '}
          {formatDuration(makespan.high - makespan.mean)} ({formatShare(confidence)} interval of the mean); in
          single runs after {formatDuration(makespan.min)} to {formatDuration(makespan.max)}.
        </p>
      )}
      <ul className="configure-faults">
        {objectives.map((objective, index) => (
          <li key={index}>
            {objectiveOf(objective)}: met in {formatPortion(objective.met)} of the runs
            {objective.at && `, reached after ${formatDuration(objective.at.mean)} on average`}
          </li>
        ))}
      </ul>
    </div>
  );
}
