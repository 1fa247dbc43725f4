import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import { asProblem } from '@/api/problem';

interface Props {
  /** What did not work, as "The simulation was not started". */
  header: string;
  error: Error | null;
  action?: ReactNode;
}

/** Says in words why something did not work; nothing while all is well. */
export function ProblemAlert({ header, error, action }: Props) {
  if (!error) return null;
  return (
    <div role="alert">
      <Alert type="error" header={header} action={action}>
        {asProblem(error).message}
      </Alert>
    </div>
  );
}
