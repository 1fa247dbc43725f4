import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { SimulationSummary } from '@/api/types';
import { figures } from './columns';
import type { Compare } from './selection';

type SortingColumn = TableProps.SortingColumn<SimulationSummary>;

/** By which column the table is sorted: the newest first until the user wants another order. */
export function useOrder() {
  const [column, setColumn] = useState<SortingColumn | undefined>(figures.find(({ id }) => id === 'created'));
  const [descending, setDescending] = useState(true);
  return {
    compare: column && compareBy(column),
    descending,
    table: {
      sortingColumn: column,
      sortingDescending: descending,
      onSortingChange: ({ detail }: { detail: TableProps.SortingState<SimulationSummary> }) => {
        setColumn(detail.sortingColumn);
        setDescending(detail.isDescending ?? false);
      },
    },
  };
}

function compareBy({ sortingComparator, sortingField }: SortingColumn): Compare | undefined {
  if (sortingComparator) return sortingComparator;
  return sortingField === 'state' ? (a, b) => a.state.localeCompare(b.state) : undefined;
}
