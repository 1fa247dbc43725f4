import type { TableProps } from '@cloudscape-design/components/table';
import type { Listed } from '@/api/types';
import { formatCount, formatMinute } from '@/components/format';
import { StateIndicator } from '@/components/StateIndicator';
import { Name } from './Name';
import { ObjectivesCell } from './ObjectivesCell';
import { resultOf } from './result';
import { RowActions, type Asked } from './RowActions';

type Column = TableProps.ColumnDefinition<Listed>;

/** The columns by which the table can be sorted; they do not change, as the sorting refers to them. */
export const orders = {
  name: (a: Listed, b: Listed) => a.settings.name.localeCompare(b.settings.name),
  state: (a: Listed, b: Listed) => a.state.localeCompare(b.state),
  messages: (a: Listed, b: Listed) => a.settings.messages - b.settings.messages,
  created: (a: Listed, b: Listed) => Date.parse(a.createdAt) - Date.parse(b.createdAt),
};

interface Ask {
  onTag: (tag: string) => void;
  onAsk: (asked: Asked) => void;
}

/** What the table shows of a simulation, each in one line; the tags have one of their own. */
export function columns({ onTag, onAsk }: Ask): Column[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 190,
      maxWidth: 190,
      sortingComparator: orders.name,
      cell: (simulation) => <Name simulation={simulation} onTag={onTag} />,
    },
    {
      id: 'state',
      header: 'State',
      minWidth: 115,
      sortingComparator: orders.state,
      cell: ({ state }) => <StateIndicator state={state} />,
    },
    {
      id: 'messages',
      header: 'Messages',
      minWidth: 110,
      sortingComparator: orders.messages,
      cell: ({ settings }) => formatCount(settings.messages),
    },
    {
      id: 'result',
      header: 'Result',
      minWidth: 250,
      maxWidth: 250,
      cell: (simulation) => <span title={simulation.answer}>{resultOf(simulation)}</span>,
    },
    {
      id: 'objectives',
      header: 'Objectives',
      minWidth: 120,
      cell: (simulation) => <ObjectivesCell simulation={simulation} />,
    },
    {
      id: 'created',
      header: 'Created',
      minWidth: 160,
      sortingComparator: orders.created,
      cell: ({ createdAt }) => formatMinute(createdAt),
    },
    {
      id: 'actions',
      header: 'Actions',
      minWidth: 70,
      cell: (simulation) => <RowActions simulation={simulation} onAsk={onAsk} />,
    },
  ];
}
