import Alert from '@cloudscape-design/components/alert';
import { asProblem } from '@/api/problem';

/** Says that the server is away, while a query that is polled keeps trying. */
export function ConnectionAlert({ failure }: { failure: Error | null }) {
  if (!failure) return null;
  const problem = asProblem(failure);
  const away = problem.unreachable;
  return (
    <div role="status">
      <Alert
        type="warning"
        header={away ? 'Server not reachable, trying again' : 'The server is in trouble, trying again'}
      >
        {away
          ? 'What you see is the last that was known. It is brought up to date as soon as the server answers.'
          : problem.message}
      </Alert>
    </div>
  );
}
