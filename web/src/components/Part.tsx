import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Suspense, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';

interface Props {
  /** What it is, as "The history". */
  what: string;
  /** Stands there until it has loaded. */
  loading?: ReactNode;
  /** Another value of it is another try. */
  of?: string;
  children: ReactNode;
}

/** A part of the page that loads when it is needed. If it cannot, or fails, the rest stays, and it says so. */
export function Part({ what, loading, of, children }: Props) {
  return (
    <ErrorBoundary resetKeys={[of]} fallbackRender={({ error }) => <Broken what={what} error={error} />}>
      <Suspense fallback={loading}>{children}</Suspense>
    </ErrorBoundary>
  );
}

function Broken({ what, error }: { what: string; error: unknown }) {
  return (
    <div role="alert">
      <Alert
        type="error"
        header={`${what} cannot be shown`}
        action={
          <Button formAction="none" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        }
      >
        {isLoading(error)
          ? 'A part of the program did not arrive: the server was away, or has another version now.'
          : 'The program has made a mistake.'}{' '}
        What runs goes on. Reload the page; the form keeps what was typed.
        <div className="part-detail">{error instanceof Error ? error.message : String(error)}</div>
      </Alert>
    </div>
  );
}

/** Browsers have no code for it, and words of their own. */
function isLoading(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|module script|preload/i.test(error.message);
}
