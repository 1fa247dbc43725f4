import type { Forecast, ForecastAnswer, Settings, Simulation } from '@/api/types';

/** What stands in the address for the settings that are in the form: no simulation has such a short id. */
export const formId = 'form';

/** What is compared: a simulation, or a forecast of settings that have not been submitted. */
export type Run = Pick<
  Simulation,
  'id' | 'state' | 'settings' | 'progress' | 'timeline' | 'latency' | 'objectives' | 'forecast'
> & {
  /** It is a forecast of what is in the form. */
  unsaved?: boolean;
};

/** A forecast as the run that it tells of. */
export function runOf(forecast: ForecastAnswer): Run {
  const { settings } = forecast;
  return {
    id: formId,
    unsaved: true,
    state: 'completed',
    settings,
    forecast,
    timeline: forecast.timeline,
    latency: forecast.latency,
    objectives: forecast.objectives,
    progress: progressOf(settings, forecast),
  };
}

function progressOf({ messages }: Settings, forecast: Forecast): Run['progress'] {
  const { delivered, failed, expired, unreachable, acknowledged, repeats, attempts, averageSendTime } =
    forecast;
  return {
    messages,
    delivered,
    failed,
    expired,
    unreachable,
    acknowledged,
    repeats,
    attempts,
    averageSendTime,
    inFlight: 0,
    waiting: 0,
    throughput: forecast.makespan > 0 ? attempts / forecast.makespan : 0,
    simulatedSeconds: forecast.makespan,
    wallSeconds: 0,
    lagSeconds: 0,
    etaSeconds: null,
  };
}
