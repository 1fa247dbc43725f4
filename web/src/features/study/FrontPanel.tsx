import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { FigureTable } from '@/components/FigureTable';
import { formatCount, formatCounted } from '@/components/format';
import { axisOf } from './charts/axis';
import { FrontChart, type Dot } from './charts/FrontChart';
import type { ResultProps } from './StudyResult';
import { costInWords, metInWords, pointInWords, timeInWords } from './told';

/** Rows of the table: beyond that an even choice of the front. */
const maxRows = 30;

/** Cost against time: what is worth choosing from. */
export function FrontPanel({ answer, told, onOpen }: ResultProps) {
  const unit = answer.costUnit;
  const points = new Map(answer.points.map((point) => [point.number, point]));
  const front = answer.front.flatMap((number) => points.get(number) ?? []);
  if (unit === null || front.length === 0) return null;
  const dotOf = (point: (typeof front)[number]): Dot[] =>
    point.cost === null || point.time === null
      ? []
      : [
          {
            number: point.number,
            cost: point.cost,
            time: point.time,
            meets: told.goals && point.meets,
            words: `${costInWords(point)}, ${timeInWords(told, point)}: ${pointInWords(told, point)}`,
          },
        ];
  const dots = answer.points.flatMap(dotOf);
  const every = Math.ceil(front.length / maxRows);
  const rows = front.filter((_, i) => i % every === 0 || i === front.length - 1);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            unit === 'senders'
              ? 'No sender group has a price, so the cost is the number of senders.'
              : 'The mean cost over the seeds, by the prices of the groups.'
          }
        >
          Cost against time
        </Header>
      }
    >
      <SpaceBetween size="s">
        <FrontChart
          label="Cost against time"
          description={`${formatCounted(dots.length, 'point')} by cost and time; of ${formatCount(front.length)} no other one is both cheaper and faster. The table below has those.`}
          units={{ y: told.timeTitle, x: unit === 'senders' ? 'Senders' : `Cost in ${unit}` }}
          x={axisOf(
            unit,
            dots.map(({ cost }) => cost),
          )}
          y={axisOf(
            'seconds',
            dots.map(({ time }) => time),
          )}
          dots={dots}
          front={front.flatMap(dotOf)}
          best={answer.best.point ?? undefined}
          onOpen={onOpen}
        />
        <FigureTable
          label="Points of which no other is both cheaper and faster"
          columns={[
            { name: 'Point', words: true, wraps: true, value: (point) => pointInWords(told, point) },
            { name: 'Cost', value: costInWords },
            { name: told.timeName, value: (point) => timeInWords(told, point) },
            ...(told.goals ? [{ name: 'Seeds that meet', value: metInWords }] : []),
            {
              name: 'Action',
              value: (point) => (
                <Button
                  variant="inline-link"
                  ariaLabel={`Open ${pointInWords(told, point)}`}
                  onClick={() => onOpen(point.number)}
                >
                  Open
                </Button>
              ),
            },
          ]}
          rows={rows}
          keyOf={({ number }) => number}
        />
        {rows.length < front.length && (
          <p className="study-note">
            {rows.length} of {front.length} are listed; the table of all points has the others.
          </p>
        )}
      </SpaceBetween>
    </Container>
  );
}
