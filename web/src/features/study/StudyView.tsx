import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { useLimits } from '@/api/limits';
import { asProblem } from '@/api/problem';
import { useStudy } from '@/api/studies';
import { Loading } from '@/components/Loading';
import { ProblemAlert } from '@/components/ProblemAlert';
import { addresses, follow } from '@/components/routing';
import { StudyPage } from './StudyPage';

/** One study, as far as it is made. */
export default function StudyView({ id }: { id: string }) {
  const limits = useLimits();
  const { data, error, dataUpdatedAt } = useStudy(id);
  if (error && asProblem(error).status === 404) {
    return (
      <Alert type="info" header="There is no such study">
        It may have been deleted.{' '}
        <Link href={addresses.studies} onFollow={follow}>
          Show the studies
        </Link>
      </Alert>
    );
  }
  if (data && limits.data) return <StudyPage study={data} asOf={dataUpdatedAt} limits={limits.data} />;
  const failure = error ?? limits.error;
  if (failure) return <ProblemAlert header="The study cannot be shown" error={failure} />;
  return <Loading what="Loading the study" />;
}
