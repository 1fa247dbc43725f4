import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import { hasEnded, type SimulationSummary } from '@/api/types';
import { formatCount, formatDateTime, formatDuration } from '@/components/format';
import { confirms } from '@/components/model/counts';
import { addresses, follow, navigate } from '@/components/routing';
import { StateIndicator } from '@/components/StateIndicator';
import { ObjectivesCell } from './ObjectivesCell';

type Column = TableProps.ColumnDefinition<SimulationSummary>;

/** The columns that say what a simulation is; they do not change, as the sorting refers to them. */
export const figures: Column[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 170,
    sortingComparator: (a, b) => a.settings.name.localeCompare(b.settings.name),
    cell: ({ id, settings }) => (
      <Link href={addresses.simulation(id)} onFollow={follow}>
        {settings.name}
      </Link>
    ),
  },
  {
    id: 'state',
    header: 'State',
    minWidth: 130,
    sortingField: 'state',
    cell: ({ state }) => <StateIndicator state={state} />,
  },
  {
    id: 'messages',
    header: 'Messages',
    minWidth: 115,
    sortingComparator: (a, b) => a.settings.messages - b.settings.messages,
    cell: ({ settings }) => formatCount(settings.messages),
  },
  { id: 'result', header: 'Result', minWidth: 160, cell: resultOf },
  {
    id: 'objectives',
    header: 'Objectives',
    minWidth: 140,
    cell: (simulation) => <ObjectivesCell simulation={simulation} />,
  },
  {
    id: 'created',
    header: 'Created',
    minWidth: 140,
    sortingComparator: (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt),
    cell: ({ createdAt }) => formatDateTime(createdAt),
  },
];

/** The column of what can be done with a simulation. */
export function actions(onDelete: (simulation: SimulationSummary) => void): Column {
  return {
    id: 'actions',
    header: 'Actions',
    minWidth: 165,
    cell: (simulation) => (
      <SpaceBetween direction="horizontal" size="s">
        <Button
          variant="inline-link"
          ariaLabel={`Clone ${simulation.settings.name} with changes`}
          onClick={() => navigate(addresses.configureLike(simulation.id))}
        >
          Clone
        </Button>
        {hasEnded(simulation.state) && (
          <Button
            variant="inline-link"
            ariaLabel={`Delete ${simulation.settings.name}`}
            onClick={() => onDelete(simulation)}
          >
            Delete
          </Button>
        )}
      </SpaceBetween>
    ),
  };
}

/** What it came to, in one line. */
export function resultOf({ progress, settings, state, reason }: SimulationSummary): string {
  if (state === 'preparing' || state === 'ready') return 'not started';
  const { delivered, failed, expired, unreachable, acknowledged, simulatedSeconds } = progress;
  const parts = [`${formatCount(delivered)} delivered`];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (expired > 0) parts.push(`${formatCount(expired)} expired`);
  if (unreachable > 0) parts.push(`${formatCount(unreachable)} unreachable`);
  if (confirms(settings)) parts.push(`${formatCount(acknowledged)} acknowledged`);
  if (state === 'completed') parts.push(`in ${formatDuration(simulatedSeconds)}`);
  if (state === 'failed' && reason) parts.push(reason);
  return parts.join(', ');
}
