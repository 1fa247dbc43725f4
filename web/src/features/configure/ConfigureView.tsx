import { useLimits } from '@/api/limits';
import { useSimulation } from '@/api/simulations';
import { hasEnded, type Limits, type Simulation } from '@/api/types';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { formOf } from './form';
import { remembered } from './remember';
import { SettingsFormView } from './SettingsFormView';

interface Props {
  /** The simulation whose settings the form begins with. */
  like: string | undefined;
  /** The session's latest simulation. */
  latest: string | undefined;
}

/** The form in which an alert is described and submitted. */
export default function ConfigureView({ like, latest }: Props) {
  useDocumentTitle('New simulation');
  const limits = useLimits();
  const earlier = useSimulation(like);
  const current = useSimulation(latest).data;
  const active = current && !hasEnded(current.state) ? current : undefined;

  if (limits.isError) return <ProblemAlert header="The form cannot be shown" error={limits.error} />;
  if (!limits.data || (like !== undefined && earlier.isPending)) {
    return <Loading what="Loading the form" />;
  }
  return (
    <SettingsFormView
      limits={limits.data}
      initial={earlier.data ? formLike(limits.data, earlier.data) : remembered(limits.data)}
      earlierSeed={earlier.data?.settings.seed}
      active={active}
    />
  );
}

/** The settings of a simulation without its seed: another run is another throw of the dice. */
function formLike(limits: Limits, { settings }: Simulation) {
  return { ...formOf(limits, settings), seed: '' };
}
