import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { asProblem } from '@/api/problem';
import { useSimulationsOf } from '@/api/simulations';
import { setBaseline, useBaseline } from '@/components/baseline';
import { formatCounted } from '@/components/format';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow, navigate } from '@/components/routing';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { CompareActions } from './CompareActions';
import { Comparison } from './Comparison';
import { tones } from './labels';
import { formId } from './run';
import { useFormRun, type ReadForm } from './useFormRun';

interface Props {
  ids: readonly string[];
  /** Reads the settings in the form, which are not saved. */
  readForm: ReadForm;
}

/** A baseline that is gone is none any more. */
function useForgottenBaseline(gone: readonly string[]) {
  const id = useBaseline()?.id;
  const isGone = id !== undefined && gone.includes(id);
  useEffect(() => {
    if (isGone) setBaseline(undefined);
  }, [isGone]);
}

/** The simulations of a deep link, and the settings in the form, side by side. */
export default function CompareView({ ids, readForm }: Props) {
  useDocumentTitle('Compare');
  const wanted = [...new Set(ids.filter((id) => id !== ''))].slice(0, tones.length);
  const stored = wanted.filter((id) => id !== formId);
  const withForm = stored.length < wanted.length;
  const answers = useSimulationsOf(stored);
  const found = answers.flatMap(({ data }) => data ?? []);
  const form = useFormRun(withForm ? readForm : undefined, found[0]?.settings.seed);
  const runs = wanted.flatMap((id) =>
    id === formId ? (form.run ?? []) : (found.find((one) => one.id === id) ?? []),
  );
  const errors = answers.flatMap(({ data, error }) => (error && !data ? [error] : []));
  const gone = errors.filter((error) => asProblem(error).status === 404).length;
  useForgottenBaseline(stored.filter((_, index) => asProblem(answers[index]?.error).status === 404));
  const other = errors.find((error) => asProblem(error).status !== 404);
  const looking = found.length + errors.length < stored.length;
  const forecasting = withForm && found.length > 0 && !form.run && !form.faulty && !form.error;
  const goTo = (next: readonly string[]) => navigate(addresses.compareThese(next), { replace: true });
  return (
    <SpaceBetween size="l">
      <Header variant="h1" actions={<CompareActions ids={wanted} onChange={goTo} />}>
        Compare
      </Header>
      {gone > 0 && (
        <Alert type="warning" header={`${formatCounted(gone, 'simulation')} not found`}>
          Some may have been deleted; simulations are kept for 30 days.
        </Alert>
      )}
      <ProblemAlert header="Not all simulations can be shown" error={other ?? null} />
      <ProblemAlert header="There is no forecast of the settings in the form" error={form.error} />
      {form.faulty && (
        <Alert type="warning" header="The settings in the form cannot be compared yet">
          Something in them is wrong.{' '}
          <Link href={addresses.configure} onFollow={follow}>
            Correct it in the form
          </Link>
          .
        </Alert>
      )}
      {looking && <Loading what="Loading the simulations" />}
      {!looking && forecasting && <Loading what="Forecasting the settings in the form" />}
      {!looking && !forecasting && runs.length >= 2 && (
        <Comparison runs={runs} onFirst={(id) => goTo([id, ...wanted.filter((one) => one !== id)])} />
      )}
      {!looking && !forecasting && runs.length < 2 && (
        <Alert type="info" header="There is nothing to compare">
          Select two or more simulations in the history, or one and the settings in the form.
        </Alert>
      )}
    </SpaceBetween>
  );
}
