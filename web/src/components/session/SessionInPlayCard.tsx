import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';
import type { SessionInPlay } from '@/api/types';
import { formatDateTime } from '@/components/format';
import { failuresOf, retryOf, groupTimeOf, summaryOf } from '@/components/settingsInWords';
import { StateIndicator } from '@/components/StateIndicator';

/** What a stranger may know of the session in play: since when, and what it runs. */
export function SessionInPlayCard({
  session,
  action,
}: {
  session: SessionInPlay | undefined;
  action: ReactNode;
}) {
  const simulation = session?.simulation;
  return (
    <div role="status">
      <Container
        header={
          <Header
            variant="h1"
            actions={action}
            description="One session is in play at a time. Join this one with the management key, or come back when it has ended."
          >
            A session is in play
          </Header>
        }
      >
        {session && simulation ? (
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'In play since', value: formatDateTime(session.openedAt) },
              { label: 'Simulation', value: simulation.name },
              { label: 'State', value: <StateIndicator state={simulation.state} /> },
              { label: 'Size', value: summaryOf(simulation.settings) },
              ...simulation.settings.senderGroups.map((group) => ({
                label: `Send time of ${group.name}`,
                value: `${groupTimeOf(group)}; failures: ${failuresOf(group)}`,
              })),
              { label: 'Retry', value: retryOf(simulation.settings) },
            ]}
          />
        ) : (
          <Box variant="p">
            {session ? `It was opened on ${formatDateTime(session.openedAt)} and ` : 'It '}has no simulation
            yet.
          </Box>
        )}
      </Container>
    </div>
  );
}
