import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { hasEnded, type ObjectiveStatus } from '@/api/types';
import { formatVerdict, none } from '@/components/format';
import { resultOf } from '@/components/objectives';
import { objectiveOf } from '@/components/settingsInWords';
import { ComparedTable } from './ComparedTable';
import type { Run } from './run';

/** Which objective was met or missed by which run, and when it was reached. */
export function ObjectivesTable({ runs }: { runs: readonly Run[] }) {
  const names = [...new Set(runs.flatMap(({ objectives }) => objectives.map(nameOf)))];
  const rows = names.map((name) => ({
    name,
    cells: runs.map((run) => {
      const index = run.objectives.findIndex((objective) => nameOf(objective) === name);
      const objective = run.objectives[index];
      return objective ? <Verdict key={run.id} run={run} objective={objective} index={index} /> : none;
    }),
  }));
  return <ComparedTable label="Objectives" head="Objective" runs={runs} rows={rows} words />;
}

function nameOf(objective: ObjectiveStatus): string {
  return objectiveOf(objective);
}

interface Props {
  run: Run;
  objective: ObjectiveStatus;
  index: number;
}

function Verdict({ run: { forecast, state, progress }, objective, index }: Props) {
  if (objective.met !== null) {
    // An objective is missed as soon as its time is over; its share may still be reached later.
    const result =
      objective.at !== null || hasEnded(state) ? resultOf(objective, { ...progress, forecast }) : '';
    return (
      <StatusIndicator type={objective.met ? 'success' : 'error'}>
        {formatVerdict(objective.met)}
        {result && `: ${result}`}
      </StatusIndicator>
    );
  }
  if (hasEnded(state)) return <StatusIndicator type="stopped">ended before it was decided</StatusIndicator>;
  const planned = forecast?.objectives[index];
  if (!planned) return <StatusIndicator type="pending">not decided yet</StatusIndicator>;
  const { messages } = progress;
  return (
    <StatusIndicator type="pending">
      by the plan {formatVerdict(planned.met === true)}:{' '}
      {resultOf(planned, { ...forecast, messages, forecast })}
    </StatusIndicator>
  );
}
