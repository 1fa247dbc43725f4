import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FitAnswer } from '@/api/types';
import { formatCount } from '@/components/format';

/** What became of the rows: nothing is dropped without a word. */
export function RowsPanel({ answer: { read, columns, startAt } }: { answer: FitAnswer }) {
  const { rows, attempts, unreadable, backwards, untried, untriedAs, times } = read;
  const wrong = [...(unreadable.first ?? []), ...(backwards.first ?? [])];
  const untold = unreadable.rows + backwards.rows;
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded={untold > 0}
      headerText={`Rows: ${formatCount(attempts)} of ${formatCount(rows)} are attempts that count`}
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Rows that cannot be read, left out', value: formatCount(unreadable.rows) },
            { label: 'Rows that end before they begin', value: formatCount(backwards.rows) },
            ...(untried > 0
              ? [{ label: 'Rows of what was never sent', value: untriedInWords(untried, untriedAs) }]
              : []),
            ...(startAt ? [{ label: 'First start', value: startAt }] : []),
            ...columns.taken.map(({ role, name }) => ({
              label: `Column for ${role}`,
              value: times[role] ? `${name} (${times[role]})` : name,
            })),
            ...(columns.left && columns.left.length > 0
              ? [{ label: 'Columns not used', value: columns.left.join(', ') }]
              : []),
          ]}
        />
        {wrong.length > 0 && (
          <ul className="fit-list">
            {wrong.map(({ line, why }) => (
              <li key={`${line} ${why}`}>
                Line {formatCount(line)}: {why}
              </li>
            ))}
          </ul>
        )}
      </SpaceBetween>
    </ExpandableSection>
  );
}

function untriedInWords(untried: number, as: Record<string, number> | undefined): string {
  const parts = Object.entries(as ?? {}).map(([word, count]) => `${formatCount(count)} ${word}`);
  return `${formatCount(untried)} (${parts.join(', ')})`;
}
