import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useMessages } from '@/api/messages';
import { hasEnded, type Message, type Outcome, type Simulation } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { confirms, hasDetails } from '@/components/model/counts';
import { formatCount, formatDuration, none } from '@/components/format';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useVisible } from '@/components/useVisible';
import { MessageDetail } from './MessageDetail';
import { MessagesPager } from './MessagesPager';
import { MessagesToolbar, type Order } from './MessagesToolbar';
import { latestOf, pageSize } from './messagesWindow';

const looks: Record<Outcome, StatusIndicatorProps.Type> = {
  delivered: 'success',
  failed: 'error',
  expired: 'stopped',
  unreachable: 'stopped',
};

const columns: Column<Message>[] = [
  { name: 'Recipient', words: true, value: ({ recipient }) => recipient },
  {
    name: 'Outcome',
    words: true,
    value: ({ outcome }) => <StatusIndicator type={looks[outcome]}>{outcome}</StatusIndicator>,
  },
  { name: 'Attempts', value: ({ attempts }) => formatCount(attempts.length) },
  { name: 'Ended after', value: ({ endedAt }) => formatDuration(endedAt) },
];

const acknowledged: Column<Message> = {
  name: 'Acknowledged after',
  value: ({ acknowledgedAt }) => (acknowledgedAt === undefined ? none : formatDuration(acknowledgedAt)),
};

const noneYet: Record<Outcome, string> = {
  delivered: 'None has been delivered yet.',
  failed: 'None has failed yet.',
  expired: 'None has expired yet.',
  unreachable: 'None is unreachable.',
};

/** The latest messages, kept up to date while they are seen, or all of them page by page. */
export default function MessagesList({ simulation }: { simulation: Simulation }) {
  const { id, state, progress, settings, forecast } = simulation;
  const [outcome, setOutcome] = useState<Outcome>();
  const [order, setOrder] = useState<Order>('latest');
  const [cursors, setCursors] = useState([0]);
  const [visible, seen] = useVisible();
  const latest = order === 'latest';
  const after = cursors.at(-1) ?? 0;
  const window = latest ? latestOf(progress, outcome) : { after, limit: pageSize };
  const { data, error, isPlaceholderData } = useMessages(
    { id, outcome, ...window },
    { view: latest ? order : String(after), visible, live: !hasEnded(state) },
  );
  const rows = latest ? data?.items.slice(-pageSize).reverse() : data?.items;
  return (
    <div ref={seen}>
      <SpaceBetween size="m">
        <MessagesToolbar
          simulation={simulation}
          outcome={outcome}
          order={order}
          onOutcome={(next) => {
            setOutcome(next);
            setCursors([0]);
          }}
          onOrder={(next) => {
            setOrder(next);
            setCursors([0]);
          }}
        />
        <ProblemAlert header="The messages cannot be shown" error={error} />
        {!rows && !error && <Loading what="Loading the messages" />}
        {rows?.length === 0 && (
          <Box textAlign="center" color="text-body-secondary" padding="m">
            {outcome ? noneYet[outcome] : 'None has ended yet.'}
          </Box>
        )}
        {rows && rows.length > 0 && (
          <FigureTable
            label="Table of messages"
            columns={confirms(settings) ? [...columns, acknowledged] : columns}
            rows={rows}
            keyOf={({ index }) => index}
            detailOf={
              forecast && hasDetails(forecast)
                ? (message) => <MessageDetail message={message} settings={settings} />
                : undefined
            }
          />
        )}
        {!latest && (
          <MessagesPager
            cursors={cursors}
            next={isPlaceholderData ? undefined : data?.next}
            onGo={setCursors}
          />
        )}
      </SpaceBetween>
    </div>
  );
}
