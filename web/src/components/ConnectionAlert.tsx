import Alert from '@cloudscape-design/components/alert';
import { useConnectionFailure } from '@/api/useConnectionFailure';

/** Says that the server is away, while what is on screen is tried to be brought up to date. */
export function ConnectionAlert() {
  const problem = useConnectionFailure();
  return (
    <div role="status" className="page-notice">
      {problem && (
        <Alert
          type="warning"
          header={
            problem.unreachable
              ? 'Server not reachable, trying again'
              : 'The server is in trouble, trying again'
          }
        >
          {problem.unreachable
            ? 'What you see is the last that was known. It is brought up to date as soon as the server answers.'
            : problem.message}
        </Alert>
      )}
    </div>
  );
}
