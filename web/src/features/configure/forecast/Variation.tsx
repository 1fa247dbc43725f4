import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useReplications } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import type { NewSettings, Replications } from '@/api/types';
import { attemptsOf } from '@/components/attempts';
import { formatCount, formatDuration, formatShare } from '@/components/format';
import { objectiveOf } from '@/components/settingsInWords';
import { useAllLimits } from '../LimitsContext';

/** Runs to learn from, as far as the server counts them together. */
const wantedRuns = 30;
const minRuns = 5;

/** How much chance matters: the same with many seeds, when asked for. */
export function Variation({ settings }: { settings: NewSettings }) {
  const { maxReplicatedAttempts } = useAllLimits();
  const attempts = settings.messages * attemptsOf(settings);
  const runs = Math.min(wantedRuns, Math.floor(maxReplicatedAttempts / attempts));
  const key = JSON.stringify(settings);
  const [asked, setAsked] = useState<string>();
  const query = useReplications(settings, asked === key ? runs : undefined);
  if (runs < minRuns) return null;
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
      <b>{formatCount(runs)} runs with different seeds</b>
      {makespan && (
        <p>
          In half of them the last message ends within {formatDuration(makespan.median)}
          {makespan.interval
            ? ` (of all seeds, ${formatDuration(makespan.interval.low)} to ${formatDuration(makespan.interval.high)}, with ${formatShare(confidence)} confidence)`
            : ' (too few runs to tell of all seeds)'}
          ; in single runs after {formatDuration(makespan.min)} to {formatDuration(makespan.max)}.
        </p>
      )}
      <ul className="configure-faults">
        {objectives.map((objective, index) => (
          <li key={index}>
            {objectiveOf(objective)}: met in {Math.round(objective.met * runs)} of {runs} runs (of all seeds,{' '}
            {outwards(objective.interval.low, Math.floor)} to {outwards(objective.interval.high, Math.ceil)})
            {objective.at && `, reached after ${formatDuration(objective.at.median)} in half of them`}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The end of an interval of a share, rounded away from its middle. */
function outwards(share: number, round: (value: number) => number): string {
  return formatShare(round(share * 1000) / 1000);
}
