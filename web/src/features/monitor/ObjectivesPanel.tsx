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
  const { met, at } = objective;
  if (met === true) return <StatusIndicator type="success">met{after(at)}</StatusIndicator>;
  if (met === false) return <StatusIndicator type="error">missed{after(at)}</StatusIndicator>;
  if (final) return <StatusIndicator type="stopped">ended before it was decided</StatusIndicator>;
  return (
    <StatusIndicator type="pending">
      not decided yet{planned && `; by the plan ${inWords(planned)}`}
    </StatusIndicator>
  );
}

function inWords({ met, at }: ObjectiveStatus): string {
  return met ? `met${after(at)}` : at === null ? 'never reached' : `missed${after(at)}`;
}

function after(at: number | null): string {
  return at === null ? '' : `, reached after ${formatDuration(at)}`;
}
