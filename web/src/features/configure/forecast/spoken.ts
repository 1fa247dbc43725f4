import type { ForecastAnswer } from '@/api/types';
import { formatCounted, formatDuration, formatPart } from '@/components/format';
import { confirms } from '@/components/model/counts';
import { goalsOf } from '@/components/settingsInWords';
import type { Fault } from '../errors';

/** A forecast in one sentence; nothing while there is none. */
export function spokenForecast(forecast: ForecastAnswer | undefined, faults: readonly Fault[]): string {
  if (faults.length > 0) return `No forecast, because of ${faults.map(({ place }) => place).join(', ')}.`;
  if (!forecast) return '';
  const { settings, makespan, delivered, acknowledged, objectives, warnings = [] } = forecast;
  const { shares, times } = goalsOf(settings.objectives);
  const met = objectives.filter((objective) => objective.met).length;
  const verdict =
    objectives.length > 0 ? `; ${met} of ${formatCounted(objectives.length, 'objective')} met` : '';
  const part = (count: number) => formatPart(count, settings.messages, shares);
  const confirmed = confirms(settings) ? `, ${part(acknowledged)} acknowledged` : '';
  const warned = warnings.length > 0 ? `; ${formatCounted(warnings.length, 'warning')}` : '';
  return `Forecast: ${part(delivered)} delivered${confirmed}, the last message ends after ${formatDuration(makespan, times)}${verdict}${warned}.`;
}
