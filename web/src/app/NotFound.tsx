import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { addresses, follow } from '@/components/routing';

export function NotFound() {
  return (
    <Alert type="info" header="There is no such page">
      <Link href={addresses.home} onFollow={follow}>
        Go to the simulation in play
      </Link>
    </Alert>
  );
}
