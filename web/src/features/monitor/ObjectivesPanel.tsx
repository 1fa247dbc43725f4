import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { hasEnded, type ObjectiveStatus, type Simulation } from '@/api/types';
import { formatDuration } from '@/components/format';
import { objectiveOf } from '@/components/settingsInWords';

/** Which of the objectives are met, and what the plan says of the others. */
export function ObjectivesPanel({ simulation }: { simulation: Simulation }) {
  const { objectives, forecast, state } = simulation;
  if (objectives.length === 0) return null;
  return (
    <Container header={<Header variant="h2">Objectives</Header>}>
      <ul className="objectives">
        {objectives.map((objective, index) => (
          <li key={index}>
            <span>{objectiveOf(objective)}</span>
            <Verdict objective={objective} planned={forecast?.objectives[index]} final={hasEnded(state)} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

interface VerdictProps {
  objective: ObjectiveStatus;
  planned: ObjectiveStatus | undefined;
  /** Whether nothing changes any more. */
  final: boolean;
}

function Verdict({ objective, planned, final }: VerdictProps) {
  if (objective.met !== null) {
    return <StatusIndicator type={objective.met ? 'success' : 'error'}>{inWords(objective)}</StatusIndicator>;
  }
  if (final) return <StatusIndicator type="stopped">ended before it was decided</StatusIndicator>;
  return (
    <StatusIndicator type="pending">
      not decided yet{planned && `; by the plan ${inWords(planned)}`}
    </StatusIndicator>
  );
}

function inWords({ met, at }: ObjectiveStatus): string {
  const reached = at === null ? 'never reached' : `reached after ${formatDuration(at)}`;
  return `${met ? 'met' : 'missed'}: ${reached}`;
}
