import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LogLimits } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatCount } from '@/components/format';
import { ColumnFields } from './ColumnFields';
import { FitControls } from './FitControls';
import type { LogStart } from './table';
import type { Log } from './useLog';
import { WordFields } from './WordFields';

const shownRows = 5;

interface Props {
  limits: LogLimits;
  log: Log;
  start: LogStart;
}

/** What is in the log, what it was taken for, and what has to be said. */
export function LogPanel({ limits, log, start }: Props) {
  const { header, rows, whole } = start;
  const roleOf = (name: string) => Object.entries(log.taken).find(([, column]) => column === name)?.[0];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={`The first ${formatCount(Math.min(shownRows, rows.length))} rows of ${whole ? formatCount(rows.length) : `more than ${formatCount(rows.length)}`}.`}
        >
          The log
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FigureTable
          label="First rows of the log"
          columns={header.map((name, i) => ({
            name: `${name} (${roleOf(name) ?? 'not used'})`,
            words: true,
            value: (row: { cells: string[] }) => row.cells[i] ?? '',
          }))}
          rows={rows.slice(0, shownRows).map((cells, key) => ({ cells, key }))}
          keyOf={({ key }) => key}
        />
        <ColumnFields limits={limits} log={log} start={start} />
        <WordFields limits={limits} log={log} />
        <FitControls limits={limits} log={log} />
      </SpaceBetween>
    </Container>
  );
}
