import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { SimulationState } from '@/api/types';

const looks: Partial<Record<SimulationState, StatusIndicatorProps.Type>> = {
  preparing: 'loading',
  ready: 'info',
  running: 'in-progress',
  completed: 'success',
  cancelled: 'stopped',
  failed: 'error',
};

/** The state of a simulation by word, symbol and colour. */
export function StateIndicator({ state }: { state: string }) {
  return (
    <StatusIndicator wrapText={false} type={looks[state as SimulationState] ?? 'info'}>
      {state}
    </StatusIndicator>
  );
}
