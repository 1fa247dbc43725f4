import type { TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Listed } from '@/api/types';
import { orders } from './columns';

type SortingColumn = TableProps.SortingColumn<Listed>;

/** By which column what is loaded is sorted: as it comes, the newest first, until the user wants another order. */
export function useOrder() {
  const [column, setColumn] = useState<SortingColumn>({ sortingComparator: orders.created });
  const [descending, setDescending] = useState(true);
  const compare = column.sortingComparator;
  const asItComes = compare === orders.created && descending;
  return {
    sorted: (all: readonly Listed[]): Listed[] =>
      asItComes || !compare
        ? [...all]
        : [...all].sort((a, b) => (descending ? compare(b, a) : compare(a, b))),
    table: {
      sortingColumn: column,
      sortingDescending: descending,
      onSortingChange: ({ detail }: { detail: TableProps.SortingState<Listed> }) => {
        setColumn(detail.sortingColumn);
        setDescending(detail.isDescending ?? false);
      },
    },
  };
}
