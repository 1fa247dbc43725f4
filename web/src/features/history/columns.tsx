import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { hasEnded, type SimulationSummary } from '@/api/types';
import { formatCount, formatDateTime, formatDuration } from '@/components/format';
import { addresses, follow } from '@/components/routing';
import { StateIndicator } from '@/components/StateIndicator';

export function columns(
  onDelete: (simulation: SimulationSummary) => void,
): TableProps.ColumnDefinition<SimulationSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 220,
      cell: ({ id, settings }) => (
        <Link href={addresses.simulation(id)} onFollow={follow}>
          {settings.name}
        </Link>
      ),
    },
    { id: 'state', header: 'State', minWidth: 140, cell: ({ state }) => <StateIndicator state={state} /> },
    {
      id: 'messages',
      header: 'Messages',
      minWidth: 100,
      cell: ({ settings }) => formatCount(settings.messages),
    },
    { id: 'result', header: 'Result', minWidth: 200, cell: resultOf },
    { id: 'created', header: 'Created', minWidth: 190, cell: ({ createdAt }) => formatDateTime(createdAt) },
    {
      id: 'actions',
      header: 'Actions',
      minWidth: 90,
      cell: (simulation) =>
        hasEnded(simulation.state) && (
          <Button
            variant="inline-link"
            ariaLabel={`Delete ${simulation.settings.name}`}
            onClick={() => onDelete(simulation)}
          >
            Delete
          </Button>
        ),
    },
  ];
}

/** What it came to, in one line. */
export function resultOf({ progress, objectives, state, reason }: SimulationSummary): string {
  if (state === 'preparing' || state === 'ready') return 'not started';
  const { delivered, failed, expired, simulatedSeconds } = progress;
  const parts = [`${formatCount(delivered)} delivered`];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (expired > 0) parts.push(`${formatCount(expired)} expired`);
  if (state === 'completed') parts.push(`in ${formatDuration(simulatedSeconds)}`);
  const decided = objectives.filter(({ met }) => met !== null);
  if (decided.length > 0) {
    const met = decided.filter((objective) => objective.met).length;
    parts.push(`${met} of ${objectives.length} objectives met`);
  }
  if (state === 'failed' && reason) parts.push(reason);
  return parts.join(', ');
}
