import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useStudyPoints } from '@/api/studies';
import type { Study, StudyFigure, StudyPoint } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import {
  formatCounted,
  formatDuration,
  formatPortion,
  formatShare,
  formatTime,
  none,
} from '@/components/format';
import { axisOf } from './charts/axis';
import { BandChart, type Column } from './charts/BandChart';
import type { ResultProps } from './StudyResult';
import { isOrdered, metInWords, type Told } from './told';

/** With more levels the figures of all points are too much to fetch again and again. */
const maxPoints = 1_000;

/** The only factor: where the seeds lie, level by level. */
export function BandPanel({ study, answer, told, onOpen }: ResultProps & { study: Study }) {
  const [shown, setShown] = useState<'time' | 'met'>('time');
  const few = answer.pointsInAll <= maxPoints;
  const points = useStudyPoints(study, few && shown === 'time').data;
  const factor = answer.query.vary[0];
  if (!factor) return null;
  const level = (index: number) => told.levels[0]?.[index] ?? '';
  const byLevel = new Map(answer.points.map((point) => [point.levels[0], point]));
  const figures = new Map(points?.map((point) => [point.number, drawnOf(point, told)]));
  const rows = (told.levels[0] ?? []).flatMap((_, index) => byLevel.get(index) ?? []);
  const columns = (told.levels[0] ?? []).map((name, index): Column => {
    const point = byLevel.get(index);
    const figure = point && (shown === 'time' ? timesOf(figures.get(point.number), point) : sharesOf(point));
    return {
      name,
      figure,
      meets: told.goals && (point?.meets ?? false),
      words: `${name}: ${point ? wordsOf(point, figure, shown, told) : 'not made yet'}`,
    };
  });
  const all = columns.flatMap(({ figure }) => (figure ? [figure.low, figure.high] : []));
  const target = targetOf(shown, told);
  const y = shown === 'time' ? told.timeTitle : 'Seeds that meet every objective';
  return (
    <Container header={<Header variant="h2">{`${y}, by ${factor.name}`}</Header>}>
      <SpaceBetween size="s">
        {told.goals && (
          <SegmentedControl
            label="What is shown"
            selectedId={shown}
            options={[
              { id: 'time', text: 'Time' },
              { id: 'met', text: 'Seeds that meet' },
            ]}
            onChange={({ detail }) => setShown(detail.selectedId === 'met' ? 'met' : 'time')}
          />
        )}
        <BandChart
          label={`${y}, by ${factor.name}`}
          description={`${formatCounted(columns.length, 'level')}, from ${level(0)} to ${level(columns.length - 1)}. The table below has the figures.`}
          units={{ y, x: factor.name }}
          columns={columns}
          axis={axisOf(shown === 'time' ? 'seconds' : 'share', target ? [...all, target.y] : all)}
          ordered={isOrdered(factor)}
          target={target}
          legend={
            shown === 'time'
              ? { middle: 'half of the seeds', band: '5 % to 95 % of the seeds' }
              : {
                  middle: 'of these seeds',
                  band: `of all seeds, with ${formatShare(answer.confidence)} confidence`,
                }
          }
          onOpen={(column) => {
            const point = byLevel.get(column);
            if (point) onOpen(point.number);
          }}
        />
        {rows.length <= 60 && (
          <FigureTable
            label={`${y}, by ${factor.name}: figures`}
            columns={[
              { name: factor.name, value: ({ levels }) => level(levels[0] ?? 0) },
              ...(told.goals ? [{ name: 'Seeds that meet', value: metInWords }] : []),
              ...[
                { name: '5 % of the seeds', of: 'p05' as const },
                { name: 'Half', of: 'median' as const },
                { name: '95 %', of: 'p95' as const },
              ].map(({ name, of }) => ({
                name,
                value: ({ number }: StudyPoint) => {
                  const figure = figures.get(number);
                  return figure ? formatDuration(figure[of], told.times) : none;
                },
              })),
            ]}
            rows={rows}
            keyOf={({ number }) => number}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

/** What is drawn of a point: when its objectives are reached or, without any about time, when its last message ends. */
function drawnOf({ figures }: StudyPoint, { times }: Told): StudyFigure | undefined {
  const name = times.length > 0 ? 'time' : 'makespan';
  return figures.find((figure) => figure.name === name);
}

/** Until the figures are there, the time that the answer tells. */
function timesOf(figure: StudyFigure | undefined, { time }: StudyPoint): Column['figure'] {
  if (figure) return { low: figure.p05, middle: figure.median, high: figure.p95 };
  return time === null ? undefined : { low: time, middle: time, high: time };
}

function sharesOf({ met }: StudyPoint): Column['figure'] {
  return { low: met.interval.low, middle: met.share, high: met.interval.high };
}

function wordsOf(
  point: StudyPoint,
  figure: Column['figure'],
  shown: 'time' | 'met',
  { goals, times }: Told,
): string {
  const met = goals ? `, met with ${metInWords(point)}` : '';
  if (shown === 'met') {
    const { low, high } = point.met.interval;
    return `${metInWords(point)} meet, ${formatPortion(low)} to ${formatPortion(high)} of all`;
  }
  if (!figure) return `never${met}`;
  const [low, middle, high] = [figure.low, figure.middle, figure.high].map((x) => formatDuration(x, times));
  return `${middle}, from ${low} to ${high}${met}`;
}

function targetOf(shown: 'time' | 'met', { times, query }: Told): { name: string; y: number } | undefined {
  if (shown === 'met') return { name: `asked for: ${formatShare(query.probability)}`, y: query.probability };
  const [within, ...more] = times;
  return within !== undefined && more.length === 0
    ? { name: `asked for: within ${formatTime(within)}`, y: within }
    : undefined;
}
