import type { ForecastAnswer } from '@/api/types';
import { formatCounted, formatDuration, formatPart } from '@/components/format';
import { goalsOf } from '@/components/settingsInWords';
import type { Fault } from '../errors';

/** A forecast in one sentence; nothing while there is none. */
export function spokenForecast(forecast: ForecastAnswer | undefined, faults: readonly Fault[]): string {
  if (faults.length > 0) return `No forecast, because of ${faults.map(({ place }) => place).join(', ')}.`;
  if (!forecast) return '';
  const { settings, makespan, delivered, objectives } = forecast;
  const { shares, times } = goalsOf(settings.objectives);
  const met = objectives.filter((objective) => objective.met).length;
  const verdict =
    objectives.length > 0 ? `; ${met} of ${formatCounted(objectives.length, 'objective')} met` : '';
  return `Forecast: ${formatPart(delivered, settings.messages, shares)} delivered, the last message ends after ${formatDuration(makespan, times)}${verdict}.`;
}
