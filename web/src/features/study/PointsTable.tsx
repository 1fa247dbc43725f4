import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo, useState } from 'react';
import type { StudyAnswer, StudyPoint } from '@/api/types';
import { formatCount, formatPortion } from '@/components/format';
import type { ResultProps } from './StudyResult';
import { costInWords, metInWords, pointInWords, timeInWords, type Told } from './told';

type Column = TableProps.ColumnDefinition<StudyPoint>;

const pageSize = 25;

/** Every point that is made, in any order. */
export function PointsTable({ answer, told, onOpen }: ResultProps) {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- they say what is best, and open points; the sorting refers to them
  const columns = useMemo(() => columnsOf(told, answer, onOpen), [told, answer]);
  const [order, setOrder] = useState<{ id: string; descending: boolean }>({
    id: 'number',
    descending: false,
  });
  const [page, setPage] = useState(1);
  const by = columns.find(({ id }) => id === order.id);
  const compare = by?.sortingComparator;
  const sorted = [...answer.points];
  if (compare) sorted.sort((a, b) => (order.descending ? compare(b, a) : compare(a, b)));
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const current = Math.min(page, pages);
  const all = answer.points.length === answer.pointsInAll;
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={`(${formatCount(answer.points.length)}${all ? '' : ` of ${formatCount(answer.pointsInAll)}`})`}
          description={all ? undefined : 'Those of which every run is made.'}
        >
          Points
        </Header>
      }
      columnDefinitions={columns}
      items={sorted.slice((current - 1) * pageSize, current * pageSize)}
      trackBy={({ number }) => String(number)}
      sortingColumn={by}
      sortingDescending={order.descending}
      onSortingChange={({ detail }) => {
        const id = columns.find(
          ({ sortingComparator }) => sortingComparator === detail.sortingColumn.sortingComparator,
        )?.id;
        setOrder({ id: id ?? 'number', descending: detail.isDescending ?? false });
        setPage(1);
      }}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={current}
            pagesCount={pages}
            ariaLabels={{
              nextPageLabel: 'Next page of points',
              previousPageLabel: 'Previous page of points',
              pageLabel: (number) => `Page ${number} of points`,
            }}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
          />
        )
      }
      ariaLabels={{ tableLabel: 'Points of the study' }}
      wrapLines
      empty={<Box textAlign="center">No point is complete yet.</Box>}
    />
  );
}

function columnsOf(told: Told, answer: StudyAnswer, onOpen: (number: number) => void): Column[] {
  const factors = told.query.vary.map(({ name }, i): Column => ({
    id: `factor${i}`,
    header: name,
    isRowHeader: i === 0,
    minWidth: 110,
    sortingComparator: (a, b) => (a.levels[i] ?? 0) - (b.levels[i] ?? 0),
    cell: ({ levels }) => told.levels[i]?.[levels[i] ?? 0],
  }));
  const goals: Column[] = [
    {
      id: 'meets',
      header: 'Objectives',
      minWidth: 155,
      sortingComparator: (a, b) => Number(a.meets) - Number(b.meets),
      cell: (point) => <Verdict point={point} answer={answer} />,
    },
    {
      id: 'met',
      header: 'Seeds that meet',
      minWidth: 130,
      sortingComparator: (a, b) => a.met.share - b.met.share,
      cell: metInWords,
    },
    {
      id: 'interval',
      header: 'Of all seeds',
      minWidth: 130,
      cell: ({ met: { interval } }) =>
        `${formatPortion(interval.low, [told.query.probability])} to ${formatPortion(interval.high, [told.query.probability])}`,
    },
  ];
  return [
    ...factors,
    ...(told.goals ? goals : []),
    {
      id: 'time',
      header: told.timeName,
      minWidth: 120,
      sortingComparator: (a, b) => compareFigures(a.time, b.time),
      cell: (point) => timeInWords(told, point),
    },
    {
      id: 'cost',
      header: 'Cost',
      minWidth: 125,
      sortingComparator: (a, b) => compareFigures(a.cost, b.cost),
      cell: costInWords,
    },
    {
      id: 'actions',
      header: 'Actions',
      minWidth: 90,
      cell: (point) => (
        <Button
          variant="inline-link"
          ariaLabel={`Open ${pointInWords(told, point)}`}
          onClick={() => onOpen(point.number)}
        >
          Open
        </Button>
      ),
    },
  ];
}

/** What there is no figure of comes last. */
function compareFigures(a: number | null, b: number | null): number {
  return a === b ? 0 : (a ?? Infinity) - (b ?? Infinity);
}

function Verdict({
  point: { number, meets },
  answer: { best, query },
}: {
  point: StudyPoint;
  answer: StudyAnswer;
}) {
  const mark = number === best.point ? `, ${query.find}` : number === best.closest ? ', closest' : '';
  return (
    <StatusIndicator wrapText={false} type={meets ? 'success' : 'error'}>
      {meets ? 'met' : 'missed'}
      {mark}
    </StatusIndicator>
  );
}
