import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { asProblem } from '@/api/problem';
import { useSimulationsOf } from '@/api/simulations';
import { formatCounted } from '@/components/format';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { useDocumentTitle } from '@/components/useDocumentTitle';
import { Comparison } from './Comparison';
import { tones } from './labels';

/** The simulations of a deep link, side by side. */
export default function CompareView({ ids }: { ids: readonly string[] }) {
  useDocumentTitle('Compare');
  const wanted = [...new Set(ids.filter((id) => id !== ''))].slice(0, tones.length);
  const answers = useSimulationsOf(wanted);
  const found = answers.flatMap(({ data }) => data ?? []);
  const errors = answers.flatMap(({ data, error }) => (error && !data ? [error] : []));
  const gone = errors.filter((error) => asProblem(error).status === 404).length;
  const other = errors.find((error) => asProblem(error).status !== 404);
  const loading = found.length + errors.length < wanted.length;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <Button href={addresses.history} onFollow={follow}>
            Choose others
          </Button>
        }
      >
        Compare
      </Header>
      {gone > 0 && (
        <Alert type="warning" header={`${formatCounted(gone, 'simulation')} not found`}>
          Some may have been deleted; simulations are kept for 30 days.
        </Alert>
      )}
      <ProblemAlert header="Not all simulations can be shown" error={other ?? null} />
      {loading && <Loading what="Loading the simulations" />}
      {!loading && found.length >= 2 && <Comparison simulations={found} />}
      {!loading && found.length < 2 && (
        <Alert type="info" header="There is nothing to compare">
          Select two or more simulations in the history.
        </Alert>
      )}
    </SpaceBetween>
  );
}
