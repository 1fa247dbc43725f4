import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { asProblem } from '@/api/problem';
import { useSimulation } from '@/api/simulations';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { Monitor } from './Monitor';

interface Props {
  id: string;
  /** Resets the session; nothing for somebody who is in none and may only look. */
  onReset: (() => void) | undefined;
}

/** One simulation, as it stands now. */
export default function MonitorView({ id, onReset }: Props) {
  const { data, error, dataUpdatedAt } = useSimulation(id);
  if (data) return <Monitor simulation={data} asOf={dataUpdatedAt} onReset={onReset} />;
  if (error && asProblem(error).status === 404) {
    return (
      <Alert type="info" header="There is no such simulation">
        It may have been deleted; simulations are kept for 30 days.{' '}
        {onReset && (
          <Link href={addresses.history} onFollow={follow}>
            Show the history
          </Link>
        )}
      </Alert>
    );
  }
  if (error) return <ProblemAlert header="The simulation cannot be shown" error={error} />;
  return <Loading what="Loading the simulation" />;
}
