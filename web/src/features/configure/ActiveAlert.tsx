import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { Simulation } from '@/api/types';
import { addresses, follow } from '@/components/routing';

/** Says why nothing can be submitted now, and where to look. */
export function ActiveAlert({ simulation }: { simulation: Simulation }) {
  return (
    <Alert
      type="info"
      header={`“${simulation.settings.name}” is ${simulation.state}`}
      action={
        <Button href={addresses.simulation(simulation.id)} onFollow={follow}>
          Show it
        </Button>
      }
    >
      One simulation is active at a time. You can submit another one when this has ended.
    </Alert>
  );
}
