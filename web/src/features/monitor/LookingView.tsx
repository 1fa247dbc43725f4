import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lookingSeconds } from '@/api/snapshots';
import { addresses, follow } from '@/components/routing';
import MonitorView from './MonitorView';

/** One simulation for somebody who has its address and is in no session. */
export default function LookingView({ id }: { id: string }) {
  return (
    <SpaceBetween size="l">
      <Alert
        type="info"
        header="You are only looking"
        action={
          <Button href={addresses.session} onFollow={follow}>
            Go to the session
          </Button>
        }
      >
        The figures are brought up to date every {lookingSeconds} seconds while it is under way. Members of
        the session see them sooner, and can start, cancel and export.
      </Alert>
      <MonitorView key={id} id={id} onReset={undefined} />
    </SpaceBetween>
  );
}
