import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { hasEnded, type ObjectiveStatus, type Simulation } from '@/api/types';
import { formatDuration } from '@/components/format';
import { objectiveOf } from '@/components/settingsInWords';

/** Which of the objectives are met. */
export function ObjectivesPanel({ simulation }: { simulation: Simulation }) {
  const { objectives, state } = simulation;
  if (objectives.length === 0) return null;
  return (
    <Container header={<Header variant="h2">Objectives</Header>}>
      <ul className="objectives">
        {objectives.map((objective, index) => (
          <li key={index}>
            <span>{objectiveOf(objective)}</span>
            <Verdict objective={objective} final={hasEnded(state)} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

function Verdict({ objective: { met, at }, final }: { objective: ObjectiveStatus; final: boolean }) {
  const when = at === null ? '' : `, reached after ${formatDuration(at)}`;
  if (met === true) return <StatusIndicator type="success">met{when}</StatusIndicator>;
  if (met === false) return <StatusIndicator type="error">missed{when}</StatusIndicator>;
  return <StatusIndicator type="pending">{final ? 'never decided' : 'not decided yet'}</StatusIndicator>;
}
