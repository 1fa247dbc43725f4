import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ObjectiveStatus } from '@/api/types';
import { formatDuration } from '@/components/format';
import { objectiveOf } from '@/components/settingsInWords';

/** Whether each objective will be met, and when its share is reached. */
export function ForecastObjectives({ objectives }: { objectives: readonly ObjectiveStatus[] }) {
  if (objectives.length === 0) return <span className="forecast-note">There are no objectives.</span>;
  return (
    <ul className="forecast-objectives" aria-label="Objectives in the forecast">
      {objectives.map((objective, index) => (
        <li key={index}>
          <span>{objectiveOf(objective)}</span>
          <StatusIndicator type={objective.met ? 'success' : 'error'}>{inWords(objective)}</StatusIndicator>
        </li>
      ))}
    </ul>
  );
}

function inWords({ met, at }: ObjectiveStatus): string {
  if (at === null) return 'missed: never reached';
  return `${met ? 'met after' : 'missed: reached after'} ${formatDuration(at)}`;
}
