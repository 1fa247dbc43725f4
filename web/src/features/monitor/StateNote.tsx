import Alert from '@cloudscape-design/components/alert';
import { sentence } from '@/api/problem';
import type { Simulation } from '@/api/types';
import { formatCount, formatDateTime, formatLag } from '@/components/format';

/** Seconds of lag that are worth a word. */
const noticeableLagSeconds = 5;

interface Props {
  simulation: Simulation;
  /** Whether who reads it can start it. */
  member: boolean;
}

/** What the state means where the figures alone do not say it. */
export function StateNote({ simulation, member }: Props) {
  const { state, settings, shards, shardsReady, reason, finishedAt, progress } = simulation;
  const at = finishedAt ? ` on ${formatDateTime(finishedAt)}` : '';
  switch (state) {
    case 'preparing':
      return (
        <Alert type="info" header="Preparing">
          The run is being worked out
          {shards.length > 1 &&
            `: ${formatCount(shardsReady)} of ${formatCount(shards.length)} shards are ready`}
          .
          {settings.autoStart
            ? ' It starts by itself.'
            : ` ${member ? 'You' : 'Members of the session'} can start it as soon as it is ready.`}
        </Alert>
      );
    case 'ready':
      return (
        <Alert type="info" header="Ready to start">
          {settings.autoStart
            ? 'It starts by itself in a moment.'
            : `Below is what the plan says. ${member ? 'Start it when you are ready.' : 'A member of the session starts it.'}`}
        </Alert>
      );
    case 'running':
      if (progress.lagSeconds < noticeableLagSeconds) return null;
      return (
        <Alert type="info" header={`Running ${formatLag(progress.lagSeconds)} late`}>
          For that long no worker has moved the clock: a job waited in the queue, or a worker was lost and
          another one took over. What happens in which simulated second is the same as ever.
        </Alert>
      );
    case 'cancelled':
      return (
        <Alert type="warning" header={`Cancelled${at}`}>
          {reason ? sentence(reason) : 'What is shown is how far it had come.'}
        </Alert>
      );
    case 'failed':
      return (
        <Alert type="error" header={`Failed${at}`}>
          {reason ? sentence(reason) : 'The server did not say why.'}
        </Alert>
      );
    default:
      return null;
  }
}
