import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { lazy, useState } from 'react';
import { useMoments } from '@/api/forecasts';
import { asProblem } from '@/api/problem';
import { hasEnded, type Simulation } from '@/api/types';
import { Loading } from '@/components/Loading';
import { Part } from '@/components/Part';
import { ProblemAlert } from '@/components/ProblemAlert';

const SendingPicture = lazy(() => import('./SendingPicture'));

/** The picture of the sending, once somebody wants it: it takes a run of the engine. */
export function SendingPanel({ simulation }: { simulation: Simulation }) {
  const [wanted, setWanted] = useState(false);
  const { settings, forecast, state, progress, startedAt, engineNotice } = simulation;
  const query = useMoments(wanted ? settings : undefined);
  if (!forecast) return null;
  const moments = query.data?.moments;
  const started = startedAt !== undefined || state === 'completed';
  const until = !started || state === 'completed' ? Infinity : progress.simulatedSeconds;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={descriptionOf(started, state)}
          actions={!wanted && <Button onClick={() => setWanted(true)}>Show the picture</Button>}
        >
          The sending, as a picture
        </Header>
      }
    >
      {engineNotice && <p className="timeline-note">Of this version of the program. {engineNotice}</p>}
      {query.isError && <ProblemAlert header="There is no picture" error={asProblem(query.error)} />}
      {moments ? (
        <Part what="The picture of the sending" loading={<Loading what="Loading the picture" />}>
          <SendingPicture simulation={simulation} moments={moments} until={until} />
        </Part>
      ) : (
        wanted && !query.isError && <Loading what="Working the picture out" />
      )}
    </Container>
  );
}

function descriptionOf(started: boolean, state: Simulation['state']): string {
  if (!started) return 'Who waits, which senders are busy and who is reached, by the plan.';
  return hasEnded(state)
    ? 'Who waited, which senders were busy and who was reached, at every instant.'
    : 'Who waits, which senders are busy and who is reached, up to now.';
}
