import Alert from '@cloudscape-design/components/alert';
import { asProblem } from '@/api/problem';

interface Props {
  error: Error | null;
  /** Errors that no field of the form shows. */
  others: string[];
}

/** Says why the settings were not taken. Errors of fields stand beside those. */
export function SubmitProblem({ error, others }: Props) {
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <div role="alert">
      <Alert
        type="error"
        header={problem.status === 409 ? 'Another simulation is active' : 'The simulation was not submitted'}
      >
        {problem.message}
        {problem.unreachable && ' Your settings are kept; try again in a moment.'}
        {others.length > 0 && (
          <ul>
            {others.map((other) => (
              <li key={other}>{other}</li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}
