import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { hasEnded, type SimulationSummary } from '@/api/types';
import { formatCount, none } from '@/components/format';

/** How many objectives are met. */
export function ObjectivesCell({ simulation: { objectives, state } }: { simulation: SimulationSummary }) {
  if (objectives.length === 0) return none;
  const met = objectives.filter((objective) => objective.met === true).length;
  const missed = objectives.filter((objective) => objective.met === false).length;
  const words =
    objectives.length === 1 ? 'met' : `${formatCount(met)} of ${formatCount(objectives.length)} met`;
  if (met === objectives.length) return <StatusIndicator type="success">{words}</StatusIndicator>;
  if (missed > 0) {
    return <StatusIndicator type="error">{objectives.length === 1 ? 'missed' : words}</StatusIndicator>;
  }
  if (hasEnded(state)) return <StatusIndicator type="stopped">not decided</StatusIndicator>;
  return <StatusIndicator type="pending">not decided yet</StatusIndicator>;
}
