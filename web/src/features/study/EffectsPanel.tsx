import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { StudyAnswer, StudyEffectsTable } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatShare, none } from '@/components/format';
import { changeAxisOf } from './charts/axis';
import { TornadoChart, type Bar } from './charts/TornadoChart';
import { changeInWords, figureName, inUnit, type Told } from './told';

type Effect = StudyEffectsTable['factors'][number];

/** What each of several factors changes, the others at their middle. */
export function EffectsPanel({ answer, told }: { answer: StudyAnswer; told: Told }) {
  const [response, setResponse] = useState<string>();
  const tables = answer.effects.filter(({ factors }) => factors.length > 0);
  const table = tables.find((one) => one.response === response) ?? tables[0];
  if (!table) return null;
  const { unit } = table;
  const interval = `${formatShare(answer.confidence)} interval`;
  const bars = table.factors.flatMap((effect): Bar[] => {
    const { atLow, atHigh } = effect;
    if (atLow === null || atHigh === null) return [];
    const name = nameOf(effect, told);
    return [
      {
        name,
        words: `${name}: ${endsOf(effect, told)}, ${changeInWords(effect.change, unit)}`,
        from: atLow,
        to: atHigh,
      },
    ];
  });
  const options = tables.map((one) => ({ value: one.response, label: figureName(one.response, told) }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="From its lowest level to its highest, the others at their middle, seed by seed; the largest change on top."
        >
          What each factor changes
        </Header>
      }
    >
      <SpaceBetween size="m">
        {tables.length > 1 && (
          <FormField label="What is changed">
            <Select
              selectedOption={options.find(({ value }) => value === table.response) ?? null}
              options={options}
              onChange={({ detail }) => setResponse(detail.selectedOption.value)}
            />
          </FormField>
        )}
        {bars.length > 0 && (
          <TornadoChart
            label={`What each factor changes: ${figureName(table.response, told)}`}
            description={`${bars.map(({ words }) => words).join('; ')}.`}
            bars={bars}
            axis={changeAxisOf(
              unit,
              bars.flatMap(({ from, to }) => [from, to]),
            )}
          />
        )}
        <FigureTable
          label={`What each factor changes: ${figureName(table.response, told)}`}
          columns={[
            { name: 'Factor', words: true, wraps: true, value: (effect) => nameOf(effect, told) },
            { name: 'Levels', words: true, wraps: true, value: (effect) => endsOf(effect, told) },
            { name: 'From', value: ({ atLow }) => (atLow === null ? none : inUnit(atLow, unit)) },
            { name: 'To', value: ({ atHigh }) => (atHigh === null ? none : inUnit(atHigh, unit)) },
            { name: 'Change', value: ({ change }) => changeInWords(change, unit) },
            { name: interval, value: (effect) => intervalOf(effect, unit) },
          ]}
          rows={table.factors}
          keyOf={({ factor }) => factor}
        />
        <Doubts of={table} />
        {table.interactions.length > 0 && (
          <ExpandableSection headerText="Where the effect of one depends on another">
            <FigureTable
              label="How much larger the effect of one is at the highest level of the other than at its lowest"
              columns={[
                {
                  name: 'Factors',
                  words: true,
                  wraps: true,
                  value: ({ factors }) => factors.map((factor) => told.query.vary[factor]?.name).join(' × '),
                },
                { name: 'Larger by', value: ({ change }) => changeInWords(change, unit) },
                { name: interval, value: (change) => intervalOf(change, unit) },
              ]}
              rows={table.interactions}
              keyOf={({ factors }) => factors.join()}
            />
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

function nameOf({ factor }: Effect, { query }: Told): string {
  return query.vary[factor]?.name ?? '';
}

function endsOf({ factor, low, high }: Effect, { levels }: Told): string {
  return `${levels[factor]?.[low]} → ${levels[factor]?.[high]}`;
}

/** Where a change lies for all seeds; with a question mark if that cannot be trusted. */
function intervalOf({ interval, doubt }: Pick<Effect, 'interval' | 'doubt'>, unit: string): string {
  if (!interval) return none;
  return `${changeInWords(interval.low, unit)} to ${changeInWords(interval.high, unit)}${doubt ? ' ?' : ''}`;
}

function Doubts({ of: { factors } }: { of: StudyEffectsTable }) {
  const doubts = [...new Set(factors.flatMap(({ doubt, interval }) => (doubt && interval ? [doubt] : [])))];
  if (doubts.length === 0) return null;
  return <p className="study-note">? the interval cannot be trusted: {doubts.join('; ')}.</p>;
}
