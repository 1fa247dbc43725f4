import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LogLimits } from '@/api/types';
import { FigureTable } from '@/components/FigureTable';
import { formatCount, formatCounted } from '@/components/format';
import { unknown, type Word } from './recognise';
import type { Log } from './useLog';

/** What the words of the status mean: as known, and open to change; those that nobody knows come first. */
export function WordFields({ limits, log }: { limits: LogLimits; log: Log }) {
  const { words, meanings, answer, problem } = log;
  if (words.length === 0) return null;
  const open = words.filter(({ text, kind }) => kind === unknown && meanings[text] === undefined);
  const refused = problem?.fields.some(({ location }) => location === 'query.delivered') ?? false;
  const kinds = limits.kinds.map(({ kind, what }) => ({ value: kind, label: kind, description: what }));
  return (
    <SpaceBetween size="s">
      <h3 className="fit-title">Statuses</h3>
      <p className="fit-words" role={refused ? 'alert' : undefined}>
        {open.length > 0
          ? `What ${formatCounted(open.length, 'word')} ${open.length === 1 ? 'means' : 'mean'} is not known. Say it; until then ${open.length === 1 ? 'its' : 'their'} rows count in no share.`
          : 'What each of them was taken for. You may say otherwise.'}
        {!answer && !log.start?.whole && ' These are of the first rows; the answer lists all.'}
      </p>
      <FigureTable
        label="Statuses"
        columns={[
          { name: 'Status', words: true, wraps: true, value: ({ text }: Word) => text },
          { name: 'Rows', value: ({ rows }: Word) => formatCount(rows) },
          {
            name: 'Taken for',
            words: true,
            value: ({ text, kind }: Word) => {
              const meaning = meanings[text] ?? kind;
              return (
                <div className="fit-kind">
                  <Select
                    ariaLabel={`What “${text}” means`}
                    selectedOption={kinds.find(({ value }) => value === meaning) ?? null}
                    options={kinds}
                    placeholder="Not known"
                    expandToViewport
                    invalid={meaning === unknown}
                    onChange={({ detail }) =>
                      log.say({ meanings: { ...meanings, [text]: detail.selectedOption.value ?? unknown } })
                    }
                  />
                </div>
              );
            },
          },
        ]}
        rows={words}
        keyOf={({ text }) => text}
      />
    </SpaceBetween>
  );
}
