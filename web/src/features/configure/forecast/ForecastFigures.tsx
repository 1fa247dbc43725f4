import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ForecastAnswer, Latency } from '@/api/types';
import { formatCount, formatDuration, formatMoney, formatParts, formatTime } from '@/components/format';
import { waysOf } from '@/components/model/counts';
import { modelFigures } from '@/components/model/figures';
import { goalsOf } from '@/components/settingsInWords';
import { useAllLimits } from '../LimitsContext';

const percentiles: readonly [keyof Latency, string][] = [
  ['p50', '50 %'],
  ['p90', '90 %'],
  ['p95', '95 %'],
  ['p99', '99 %'],
  ['max', 'the last'],
];

/** Times from an hour on take two lines each, as five of them do not fit one. */
const anHour = 3600;

/** How long it takes, what becomes of the messages, and what a live run costs. */
export function ForecastFigures({ forecast }: { forecast: ForecastAnswer }) {
  const { settings, makespan, wallSeconds, latency, simulatorCost: cost } = forecast;
  const { maxLiveSeconds } = useAllLimits();
  const { shares, times } = goalsOf(settings.objectives);
  const ways = waysOf(forecast);
  const parts = formatParts(
    ways.map((end) => forecast[end]),
    shares,
  );
  const more = modelFigures(settings, forecast, forecast);
  return (
    <>
      <dl className={`forecast-figures ${ways.length > 3 ? 'forecast-halves' : ''}`}>
        <div className="forecast-main">
          <dt>The last message ends after</dt>
          <dd>{formatDuration(makespan, times)}</dd>
        </div>
        {ways.map((end, i) => (
          <div key={end}>
            <dt>{end.charAt(0).toUpperCase() + end.slice(1)}</dt>
            <dd>
              {parts[i]} <small>{formatCount(forecast[end])}</small>
            </dd>
          </div>
        ))}
        {settings.mode === 'live' && (
          <div>
            <dt>Wall time of the run</dt>
            <dd>{formatDuration(wallSeconds)}</dd>
          </div>
        )}
        {cost && (
          <div>
            <dt>Running the simulator on AWS</dt>
            <dd>
              about {formatMoney(cost.total, cost.currency)}{' '}
              <small>
                and about {formatMoney(cost.viewer, cost.currency)} for a browser that watches it all
              </small>
            </dd>
          </div>
        )}
      </dl>
      {more.length > 0 && (
        <dl className="forecast-figures forecast-halves forecast-more">
          {more.map(({ label, value, note }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {value} {note && <small>{note}</small>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {settings.mode === 'live' && wallSeconds > maxLiveSeconds && (
        <StatusIndicator type="warning">
          A live run may take at most {formatTime(maxLiveSeconds)}. Raise the speed, or run it instantly.
        </StatusIndicator>
      )}
      {latency && (
        <table className={`forecast-percentiles ${latency.max >= anHour ? 'forecast-long' : ''}`}>
          <caption>Time to delivery, of those delivered</caption>
          <thead>
            <tr>
              {percentiles.map(([name, label]) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {percentiles.map(([name]) => (
                <td key={name}>{formatDuration(latency[name], times)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
