import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { hasEnded, type ObjectiveStatus, type Simulation } from '@/api/types';
import { formatVerdict } from '@/components/format';
import { resultOf } from '@/components/objectives';
import { objectiveOf } from '@/components/settingsInWords';

/** Which of the objectives are met, and what the plan says of the others. */
export function ObjectivesPanel({ simulation }: { simulation: Simulation }) {
  const { objectives } = simulation;
  if (objectives.length === 0) return null;
  return (
    <Container header={<Header variant="h2">Objectives</Header>}>
      <ul className="objectives">
        {objectives.map((objective, index) => (
          <li key={index}>
            <span>{objectiveOf(objective)}</span>
            <Verdict simulation={simulation} objective={objective} index={index} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

interface Props {
  simulation: Simulation;
  objective: ObjectiveStatus;
  index: number;
}

function Verdict({ simulation: { forecast, state, progress }, objective, index }: Props) {
  const final = hasEnded(state);
  const { messages } = progress;
  const planned = forecast?.objectives[index];
  const byPlan = planned && resultOf(planned, { ...forecast, messages, forecast });
  if (objective.met === null) {
    if (final) return <StatusIndicator type="stopped">ended before it was decided</StatusIndicator>;
    return (
      <StatusIndicator type="pending">
        not decided yet{byPlan && `; by the plan ${formatVerdict(planned.met === true)}: ${byPlan}`}
      </StatusIndicator>
    );
  }
  // An objective is missed as soon as its time is over; its share may still be reached later.
  const later = objective.at === null && !final;
  const result = later ? byPlan && `by the plan ${byPlan}` : resultOf(objective, { ...progress, forecast });
  return (
    <StatusIndicator type={objective.met ? 'success' : 'error'}>
      {formatVerdict(objective.met)}
      {result && `: ${result}`}
    </StatusIndicator>
  );
}
