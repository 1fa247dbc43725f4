import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ForecastAnswer } from '@/api/types';
import { formatVerdict } from '@/components/format';
import { resultOf } from '@/components/objectives';
import { objectiveOf } from '@/components/settingsInWords';

/** Whether each objective will be met, and when its share is reached. */
export function ForecastObjectives({ forecast }: { forecast: ForecastAnswer }) {
  const { objectives, settings } = forecast;
  if (objectives.length === 0) return <span className="forecast-note">There are no objectives.</span>;
  return (
    <ul className="forecast-objectives" aria-label="Objectives in the forecast">
      {objectives.map((objective, index) => (
        <li key={index}>
          <span>{objectiveOf(objective)}</span>
          <StatusIndicator type={objective.met ? 'success' : 'error'}>
            {formatVerdict(objective.met === true)}:{' '}
            {resultOf(objective, { ...forecast, messages: settings.messages, forecast })}
          </StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
