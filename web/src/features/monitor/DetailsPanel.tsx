import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Simulation } from '@/api/types';
import { hasDetails } from '@/components/model/counts';
import { Details } from '@/components/model/Details';

/** What becomes of the parts of the whole run, where it has any. */
export function DetailsPanel({ simulation: { forecast, settings, state } }: { simulation: Simulation }) {
  if (!forecast || !hasDetails(forecast)) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            state === 'completed'
              ? 'What has come of each part.'
              : 'What each part comes to in the whole run, by the plan.'
          }
        >
          In detail
        </Header>
      }
    >
      <Details forecast={forecast} settings={settings} />
    </Container>
  );
}
