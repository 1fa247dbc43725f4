import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';

/** Stands where a view is about to be. */
export function Loading({ what }: { what: string }) {
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <Spinner /> <span role="status">{what}…</span>
    </Box>
  );
}
