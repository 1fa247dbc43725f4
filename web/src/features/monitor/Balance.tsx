import type { Progress } from '@/api/types';
import { formatCount, formatPart } from '@/components/format';
import { endedOf } from '@/components/model/counts';

const allParts = [
  { key: 'delivered', label: 'Delivered' },
  { key: 'failed', label: 'Failed' },
  { key: 'expired', label: 'Expired' },
  { key: 'unreachable', label: 'Unreachable' },
  { key: 'inFlight', label: 'In flight' },
  { key: 'waiting', label: 'Waiting' },
] as const;

interface Props {
  progress: Pick<Progress, 'messages' | (typeof allParts)[number]['key']>;
  label?: string;
}

/** Where every message is: the parts add up to the whole, in figures and as a bar. */
export function Balance({ progress, label = 'Messages that have ended' }: Props) {
  const { messages, unreachable } = progress;
  const ended = endedOf(progress);
  const parts = allParts.filter(({ key }) => key !== 'unreachable' || unreachable > 0);
  return (
    <div className="balance">
      <div
        className="balance-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={messages}
        aria-valuenow={ended}
        aria-valuetext={`${formatPart(ended, messages)}, ${formatCount(ended)} of ${formatCount(messages)}`}
      >
        {parts.map(({ key }) => (
          <span key={key} className={`part-${key}`} style={{ flexGrow: progress[key] / messages }} />
        ))}
      </div>
      <dl className="balance-parts">
        {parts.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <span className={`swatch part-${key}`} aria-hidden="true" />
              {label}
            </dt>
            <dd>{formatCount(progress[key])}</dd>
          </div>
        ))}
        <div className="balance-total">
          <dt>Messages in all</dt>
          <dd>{formatCount(messages)}</dd>
        </div>
      </dl>
    </div>
  );
}
