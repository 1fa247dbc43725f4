import { useLimits } from '@/api/limits';
import { useSimulation } from '@/api/simulations';
import { useStudy } from '@/api/studies';
import { hasEnded, type Limits, type Simulation, type Study } from '@/api/types';
import { Loading } from '@/components/Loading';
import { levelsOfPoint, settingsOfPoint } from '@/components/pointSettings';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { formOf } from './form';
import type { SettingsForm } from './formTypes';
import { remembered } from './remember';
import { SettingsFormView } from './SettingsFormView';
import { studyFormOf } from './study/fromQuery';
import { rememberedStudy, type StudyForm } from './study/studyForm';

interface Props {
  /** The simulation whose settings the form begins with. */
  like: string | undefined;
  /** The study that the form begins with: what it varies or, with a point, the settings of that. */
  study?: string | undefined;
  point?: string | undefined;
  /** Whether the part of what varies is open. */
  varying?: boolean;
  /** The session's latest simulation. */
  latest: string | undefined;
}

/** The form in which an alert is described and submitted. */
export default function ConfigureView({ like, study, point, varying = false, latest }: Props) {
  useDocumentTitle('New simulation');
  const limits = useLimits();
  const earlier = useSimulation(like);
  const studied = useStudy(study);
  const current = useSimulation(latest).data;
  const active = current && !hasEnded(current.state) ? current : undefined;

  if (limits.isError) return <ProblemAlert header="The form cannot be shown" error={limits.error} />;
  if (
    !limits.data ||
    (like !== undefined && earlier.isPending) ||
    (study !== undefined && studied.isPending)
  ) {
    return <Loading what="Loading the form" />;
  }
  const begun = studied.data && formOfStudy(limits.data, studied.data, point);
  return (
    <SettingsFormView
      limits={limits.data}
      initial={earlier.data ? formLike(limits.data, earlier.data) : (begun?.form ?? remembered(limits.data))}
      study={begun?.study ?? rememberedStudy()}
      varying={varying || begun?.study !== undefined}
      earlierSeed={earlier.data?.settings.seed}
      active={active}
    />
  );
}

/** The settings of a simulation without its seed: another run is another throw of the dice. */
function formLike(limits: Limits, { settings }: Simulation) {
  return { ...formOf(limits, settings), seed: '' };
}

/**
 * The settings of a study and what it varies; of one of its points the settings alone, with the seed of its first run. A
 * point that cannot be made leaves the settings as the study has them.
 */
function formOfStudy(
  limits: Limits,
  { query }: Study,
  point: string | undefined,
): { form: SettingsForm; study?: StudyForm } {
  const settings = query.settings as object;
  if (point === undefined) return { form: formOf(limits, settings), study: studyFormOf(limits, query) };
  const levels = levelsOfPoint(query, Number(point) || 0);
  return { form: formOf(limits, settingsOfPoint(limits, query, levels)) };
}
