import { lazy } from 'react';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { Calendar } from '@/components/model/Calendar';
import { hasDetails } from '@/components/model/counts';
import { Part } from '@/components/Part';
import { Warnings } from '@/components/model/Warnings';
import { FaultList } from '../FaultList';
import { Certainty } from './Certainty';
import { Computing } from './Computing';
import { delayInWords } from './delay';
import { DeliveredChart } from './DeliveredChart';
import { ForecastFigures } from './ForecastFigures';
import { ForecastObjectives } from './ForecastObjectives';
import { spokenForecast } from './spoken';
import { useForecasting } from './ForecastContext';
import { useSpoken } from './useSpoken';
import { Variation } from './Variation';
import { WhatWouldHelp } from './WhatWouldHelp';

const Details = lazy(() =>
  import('@/components/model/Details').then(({ Details }) => ({ default: Details })),
);

/** What the settings in the form will come to, while they are typed. */
export default function ForecastPanel() {
  const { settings, last, current, base, waiting, fetching, faults, refusal, delay, random, again } =
    useForecasting();
  const spoken = useSpoken(spokenForecast(current ? last : undefined, faults));

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
        {refusal && (
          <Alert
            type="warning"
            header="There is no forecast"
            action={
              (refusal.status >= 500 || refusal.status === 429) && (
                <Button formAction="none" onClick={again}>
                  Try again
                </Button>
              )
            }
          >
            {refusal.message}
          </Alert>
        )}
        {delay && <Alert type="warning">{delayInWords(delay)}</Alert>}
        {settings && fetching && !delay && <Computing key={JSON.stringify(settings)} settings={settings} />}
        {!last && waiting && !delay && <span className="forecast-note">Working out the forecast…</span>}
        {last && (
          <div className={current ? undefined : 'forecast-stale'} aria-busy={!current}>
            <SpaceBetween size="l">
              <Warnings warnings={last.warnings} settings={last.settings} />
              <DeliveredChart forecast={last} before={base === last ? undefined : base} />
              <ForecastObjectives forecast={last} />
              <WhatWouldHelp />
              <ForecastFigures forecast={last} />
              {last.dates && <Calendar dates={last.dates} columns={1} />}
              {hasDetails(last) && (
                <Part what="The details">
                  <Details forecast={last} settings={last.settings} />
                </Part>
              )}
              <Certainty forecast={last} random={random} />
              {current && settings && <Variation settings={settings} />}
            </SpaceBetween>
          </div>
        )}
      </SpaceBetween>
    </Container>
  );
}
