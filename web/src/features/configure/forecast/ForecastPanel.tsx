import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import { useForecast } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import type { ForecastAnswer } from '@/api/types';
import { Calendar } from '@/components/model/Calendar';
import { hasDetails } from '@/components/model/counts';
import { Details } from '@/components/model/Details';
import { Warnings } from '@/components/model/Warnings';
import { faultsIn, type Fault } from '../errors';
import { FaultList } from '../FaultList';
import { Certainty } from './Certainty';
import { Computing } from './Computing';
import { delayInWords } from './delay';
import { DeliveredChart } from './DeliveredChart';
import { ForecastFigures } from './ForecastFigures';
import { ForecastObjectives } from './ForecastObjectives';
import { spokenForecast } from './spoken';
import { useSettings } from './useSettings';
import { useSpoken } from './useSpoken';
import { Variation } from './Variation';

/** What the settings in the form will come to, while they are typed. */
export default function ForecastPanel() {
  const typed = useSettings();
  const query = useForecast(typed.settings);
  const [last, setLast] = useState<ForecastAnswer>();
  if (query.data && query.data !== last) setLast(query.data);

  const refusal = query.isError ? asProblem(query.error) : undefined;
  const faults: Fault[] = typed.faults.length > 0 ? typed.faults : refusal ? faultsIn(refusal) : [];
  const delay = query.isFetching && query.failureReason ? asProblem(query.failureReason) : undefined;
  const current = faults.length === 0 && !typed.typing && query.data !== undefined;
  const waiting = typed.typing || query.isFetching;
  const spoken = useSpoken(spokenForecast(current ? query.data : undefined, faults));

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What these settings will come to, by the same rules as the run."
          info={waiting && !delay ? <Spinner /> : undefined}
        >
          Forecast
        </Header>
      }
    >
      <div role="status" className="configure-unseen">
        {spoken}
      </div>
      <SpaceBetween size="l">
        {faults.length > 0 && (
          <Alert type="info" header="No forecast of these settings">
            <FaultList faults={faults} />
          </Alert>
        )}
        {refusal && faults.length === 0 && (
          <Alert
            type="warning"
            header="There is no forecast"
            action={
              (refusal.status >= 500 || refusal.status === 429) && (
                <Button formAction="none" onClick={() => void query.refetch()}>
                  Try again
                </Button>
              )
            }
          >
            {refusal.message}
          </Alert>
        )}
        {delay && <Alert type="warning">{delayInWords(delay)}</Alert>}
        {typed.settings && query.isFetching && !delay && (
          <Computing key={JSON.stringify(typed.settings)} settings={typed.settings} />
        )}
        {!last && waiting && !delay && <span className="forecast-note">Working out the forecast…</span>}
        {last && (
          <div className={current ? undefined : 'forecast-stale'} aria-busy={!current}>
            <SpaceBetween size="l">
              <Warnings warnings={last.warnings} settings={last.settings} />
              <ForecastFigures forecast={last} />
              {last.dates && <Calendar dates={last.dates} columns={1} />}
              <ForecastObjectives forecast={last} />
              <DeliveredChart forecast={last} />
              {hasDetails(last) && <Details forecast={last} settings={last.settings} />}
              <Certainty forecast={last} random={typed.random} />
              {current && typed.settings && <Variation settings={typed.settings} />}
            </SpaceBetween>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
