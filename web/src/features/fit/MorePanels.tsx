import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { FitAnswer } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatCount, formatDuration, formatPortion, formatTime } from '@/components/format';
import { over, shareOf, timeOf } from './words';

/** Recipients, retries, audiences, and what seems to hold starts back. */
export function MorePanels({ answer }: { answer: FitAnswer }) {
  const { retries, audiences } = answer;
  const holds = holdsOf(answer);
  return (
    <SpaceBetween size="l">
      <Panel title="Recipients">
        <KeyValuePairs columns={3} items={recipientsOf(answer)} />
      </Panel>
      {retries && retries.length > 0 && (
        <Panel
          title="Waits before the next attempt"
          description={
            answer.freshFirst ? 'Nobody was tried again before everybody had been tried once.' : undefined
          }
        >
          <FigureTable
            label="Waits before the next attempt"
            columns={[
              {
                name: 'After attempt',
                words: true,
                value: ({ after, channel }) => `${formatCount(after)}${over(channel)}`,
              },
              { name: 'Retries', value: ({ count }) => formatCount(count) },
              { name: 'Half of them', words: true, value: ({ median }) => timeOf(median) },
              { name: 'At least', words: true, value: ({ low }) => timeOf(low) },
              { name: 'At most', words: true, value: ({ high }) => timeOf(high) },
            ]}
            rows={retries}
            keyOf={({ after, channel }) => `${after} ${channel ?? ''}`}
          />
        </Panel>
      )}
      {audiences && audiences.length > 0 && (
        <Panel title="Audiences">
          <FigureTable
            label="Audiences"
            columns={[
              { name: 'Audience', words: true, value: ({ name }) => name || 'the rest' },
              { name: 'Recipients', value: ({ messages }) => formatCount(messages) },
              { name: 'Share', words: true, value: ({ share }) => shareOf(share) },
              { name: 'First start', value: ({ at }) => formatDuration(at) },
              { name: 'Channels', words: true, value: ({ channels }) => (channels ?? []).join(', ') },
            ]}
            rows={audiences}
            keyOf={({ name }) => name}
          />
        </Panel>
      )}
      {holds.length > 0 && (
        <Panel title="What seems to hold starts back">
          <ul className="fit-list">
            {holds.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Panel>
      )}
    </SpaceBetween>
  );
}

function Panel(props: { title: string; description?: string | undefined; children: ReactNode }) {
  return (
    <Container
      header={
        <Header variant="h2" description={props.description}>
          {props.title}
        </Header>
      }
    >
      {props.children}
    </Container>
  );
}

function recipientsOf({ channels, steps, timeToLive }: FitAnswer) {
  return [
    ...channels.map(({ name, neverReached }) => ({
      label: `Never reached${over(name)}`,
      value: neverReached ? shareOf(neverReached) : 'Not known: nobody was tried twice',
    })),
    ...channels.flatMap(({ name, acknowledged }) =>
      acknowledged ? { label: `Deliveries confirmed${over(name)}`, value: shareOf(acknowledged) } : [],
    ),
    ...(steps
      ? [
          {
            label: 'Channels in order',
            value: `${steps.channels.join(', then ')} (${formatPortion(steps.share)} of those with several)`,
          },
        ]
      : []),
    ...(steps?.wait ? [{ label: 'Wait for a confirmation', value: timeOf(steps.wait) }] : []),
    ...(timeToLive ? [{ label: 'Time to live', value: formatDuration(timeToLive.value) }] : []),
  ];
}

function holdsOf({ caps, pauses }: FitAnswer): string[] {
  return [
    ...(caps ?? []).map(({ group, count, seconds, daily, fails, why }) => {
      const window = daily ? `in a day from ${daily}` : `in any ${formatTime(seconds)}`;
      return `${group}: ${formatCount(count)} ${window}${fails ? ', more is refused' : ''}. ${why}`;
    }),
    ...(pauses ?? []).map(
      ({ group, from, to }) =>
        `${group}: nothing from ${formatDuration(from)} to ${formatDuration(to)}, though first attempts were left.`,
    ),
  ];
}
