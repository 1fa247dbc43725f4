import Alert from '@cloudscape-design/components/alert';
import { hasEnded, type Simulation } from '@/api/types';

/** What it means that another version of the engine created it, in the server's words. */
export function EngineNote({ simulation }: { simulation: Simulation }) {
  const { engineNotice, state } = simulation;
  if (!engineNotice) return null;
  return (
    <Alert type={hasEnded(state) ? 'info' : 'warning'} header="Of another version of the program">
      {engineNotice}
    </Alert>
  );
}
