import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { FitAnswer, FitTimes } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatCount, formatFigure, formatShare, none } from '@/components/format';
import { sendTimeOf } from '@/components/settingsInWords';
import { over, timeOf } from './words';

const shown = [0.05, 0.5, 0.95];

interface Row {
  name: string;
  times: FitTimes;
}

/** Percentiles of send times, and how the settings say them. */
export function TimesPanel({ answer }: { answer: FitAnswer }) {
  const rows = rowsOf(answer);
  if (rows.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A named distribution is taken if its distance from the log is no more than chance makes; else 20 percentiles."
        >
          Send times
        </Header>
      }
    >
      <FigureTable
        label="Send times"
        columns={[
          { name: 'Of', words: true, wraps: true, value: ({ name }: Row) => name },
          { name: 'Attempts', value: ({ times }: Row) => formatCount(times.count) },
          ...shown.map((share) => ({
            name: formatShare(share),
            words: true,
            value: ({ times }: Row) => {
              const point = times.percentiles.find((one) => one.share === share);
              return point ? timeOf(point.seconds) : none;
            },
          })),
          {
            name: 'In the settings',
            words: true,
            wraps: true,
            value: ({ times }: Row) => sendTimeOf(times.written),
          },
          { name: 'Distance', value: ({ times }: Row) => formatFigure(times.distance) },
          { name: 'By chance up to', value: ({ times }: Row) => formatFigure(times.chance) },
        ]}
        rows={rows}
        keyOf={({ name }) => name}
      />
    </Container>
  );
}

function rowsOf({ groups, channels }: FitAnswer): Row[] {
  const rows: { name: string; times: FitTimes | undefined }[] = groups.flatMap((group) => [
    { name: group.name, times: group.sendTimes },
    ...group.outcomes.map(({ word, times }) => ({ name: `${group.name}, ${word}`, times })),
  ]);
  for (const { name, acknowledgementTimes } of channels) {
    rows.push({ name: `Confirmation${over(name)}`, times: acknowledgementTimes });
  }
  return rows.flatMap(({ name, times }) => (times ? { name, times } : []));
}
