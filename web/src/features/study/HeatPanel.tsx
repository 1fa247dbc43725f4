import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import type { StudyAnswer, StudyPoint } from '@/api/types';
import { formatDuration, formatMoney, formatCount, formatPortion, formatShare } from '@/components/format';
import { axisOf, countable, placeOn } from './charts/axis';
import { HeatMap, type Cell } from './charts/HeatMap';
import type { ResultProps } from './StudyResult';
import { costInWords, metInWords, pointInWords, timeInWords, type Told } from './told';

type Shown = 'time' | 'met' | 'cost';

/** Two factors against each other. */
export function HeatPanel({ answer, told, onOpen }: ResultProps) {
  const [chosen, setShown] = useState<Shown>('time');
  const unit = answer.costUnit;
  const shown = (chosen === 'met' && !told.goals) || (chosen === 'cost' && unit === null) ? 'time' : chosen;
  const { scale, cellAt } = useMemo(() => cellsOf(answer, told, shown), [answer, told, shown]);
  const [down, across] = answer.query.vary;
  if (!down || !across) return null;
  const [rows = [], columns = []] = told.levels;

  const title = titles(told.timeTitle)[shown];
  return (
    <Container
      header={
        <Header variant="h2" description="Arrow keys go from cell to cell; Enter opens a point.">
          {`${title}, by ${down.name} and ${across.name}`}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <SegmentedControl
          label="What is shown"
          selectedId={shown}
          options={[
            { id: 'time', text: 'Time' },
            ...(told.goals ? [{ id: 'met', text: 'Seeds that meet' }] : []),
            ...(unit === null ? [] : [{ id: 'cost', text: 'Cost' }]),
          ]}
          onChange={({ detail }) => setShown(detail.selectedId as Shown)}
        />
        <HeatMap
          label={`${title}, by ${down.name} and ${across.name}`}
          down={{ name: down.name, levels: rows }}
          across={{ name: across.name, levels: columns }}
          cellAt={cellAt}
          from={scale ? endInWords(scale.low, shown, unit) : ''}
          to={scale ? endInWords(scale.high, shown, unit) : ''}
          meets={
            told.goals
              ? `every objective is met with ${formatShare(told.query.probability)} of the seeds`
              : undefined
          }
          onOpen={(row, column) => onOpen(row * columns.length + column)}
        />
        {shown === 'time' && (
          <p className="study-note">
            The time by which{' '}
            {told.times.length > 0 ? 'every objective about time is reached' : 'the last message ends'} with{' '}
            {formatShare(told.query.probability)} of the seeds.
          </p>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** What stands in the cells, and what their colours go from and to if there is a figure at all. */
function cellsOf(answer: StudyAnswer, told: Told, shown: Shown) {
  const columns = told.levels[1]?.length ?? 0;
  const unit = unitOf(shown, answer.costUnit);
  const valueOf = ({ time, cost, met }: StudyPoint) =>
    shown === 'time' ? time : shown === 'cost' ? cost : met.share;
  const points = new Map(answer.points.map((point) => [point.number, point]));
  const values = answer.points.flatMap((point) => valueOf(point) ?? []);
  const low = values.reduce((least, x) => Math.min(least, x), Infinity);
  const high = values.reduce((most, x) => Math.max(most, x), 0);
  const { logarithmic } = axisOf(unit, values);
  const scale = shown === 'met' ? axisOf('share', []) : { low, high, logarithmic, unit };

  const cellAt = (row: number, column: number): Cell => {
    const number = row * columns + column;
    const point = points.get(number);
    const name = pointInWords(told, { levels: [row, column] });
    if (!point) {
      const words = `${name}: not made yet`;
      return { text: '', heat: undefined, meets: false, best: false, made: false, words };
    }
    const value = valueOf(point);
    const meets = told.goals && point.meets;
    const best = number === answer.best.point;
    return {
      text: textOf(point, shown),
      heat: value === null ? undefined : placeOn(scale, value),
      meets,
      best,
      made: true,
      words: [
        `${name}: ${point.time === null ? 'never reached' : `${told.timeName.toLowerCase()} ${timeInWords(told, point)}`}`,
        costInWords(point),
        told.goals ? `${meets ? 'meets' : 'misses'} the objectives, with ${metInWords(point)}` : '',
        best ? `the ${answer.query.find}` : '',
      ]
        .filter(Boolean)
        .join(', '),
    };
  };
  return { scale: values.length > 0 ? scale : undefined, cellAt };
}

function titles(timeName: string): Record<Shown, string> {
  return { time: timeName, met: 'Seeds that meet every objective', cost: 'Cost' };
}

function unitOf(shown: Shown, unit: string | null): string {
  return shown === 'time' ? 'seconds' : shown === 'met' ? 'share' : (unit ?? '');
}

function textOf(point: StudyPoint, shown: Shown): string {
  if (shown === 'met') return formatPortion(point.met.share);
  if (shown === 'cost') return point.cost === null ? '?' : costFigure(point.cost, point.costUnit);
  return point.time === null ? 'never' : formatDuration(point.time);
}

function costFigure(cost: number, unit: string): string {
  return countable(unit) ? formatCount(Math.round(cost)) : formatMoney(cost, unit);
}

function endInWords(x: number, shown: Shown, unit: string | null): string {
  if (shown === 'met') return formatShare(x);
  return shown === 'cost'
    ? `${costFigure(x, unit ?? '')}${countable(unit ?? '') ? ` ${unit}` : ''}`
    : formatDuration(x);
}
