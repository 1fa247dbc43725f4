import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { sentence } from '@/api/problem';
import type { Message, Settings } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { formatCount, formatDuration, formatMoney } from '@/components/format';

type Attempt = Message['attempts'][number];

const results: Record<NonNullable<Attempt['result']>, string> = {
  delivered: 'delivered',
  temporary: 'temporary failure',
  permanent: 'permanent failure',
  overCap: 'refused by a cap',
  aborted: 'aborted',
};

interface Props {
  message: Message;
  settings: Settings;
}

/** Why a message ended as it did, and all that was tried. */
export function MessageDetail({ message, settings }: Props) {
  const { recipient, why, audience, acknowledgedAt, cost, attempts } = message;
  return (
    <div className="message-detail">
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          { label: 'Why it ended so', value: sentence(why) },
          ...(settings.audience ? [{ label: 'Audience', value: audience ?? 'the rest' }] : []),
          ...(acknowledgedAt === undefined
            ? []
            : [{ label: 'Acknowledged after', value: formatDuration(acknowledgedAt) }]),
          ...(cost === undefined
            ? []
            : [{ label: 'Cost of its attempts', value: formatMoney(cost, settings.currency ?? 'USD') }]),
        ]}
      />
      {attempts.length > 0 && (
        <FigureTable
          label={`Table of attempts: ${recipient}`}
          columns={columnsOf(attempts)}
          rows={attempts.map((attempt, index) => ({ ...attempt, place: index + 1 }))}
          keyOf={({ place }) => place}
        />
      )}
    </div>
  );
}

type PlacedAttempt = Attempt & { place: number };

function columnsOf(attempts: readonly Attempt[]): Column<PlacedAttempt>[] {
  const step: Column<PlacedAttempt> = { name: 'Step', value: ({ step = 0 }) => formatCount(step) };
  const channel: Column<PlacedAttempt> = { name: 'Channel', words: true, value: (one) => one.channel };
  return [
    { name: 'Attempt', value: ({ place }) => formatCount(place) },
    ...(attempts.some((one) => one.step) ? [step] : []),
    ...(attempts.some((one) => one.channel) ? [channel] : []),
    { name: 'Started after', value: ({ start }) => formatDuration(start) },
    { name: 'Took', value: ({ duration }) => formatDuration(duration) },
    { name: 'Result', words: true, value: resultOf },
  ];
}

function resultOf({ result, outcome, repeat }: Attempt): string {
  return `${result ? results[result] : outcome}${repeat ? ', a repeat' : ''}`;
}
