import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount } from '@/components/format';
import { ComparedTable } from './ComparedTable';
import type { Run } from './run';
import { differencesOf } from './settings';

/** So many are shown before somebody asks for all of them. */
const atFirst = 12;

/** The settings that are not the same in all; what differs from the first is marked. */
export function SettingsDifferences({ runs }: { runs: readonly Run[] }) {
  const [all, setAll] = useState(false);
  const differences = differencesOf(runs.map(({ settings }) => settings));
  if (differences.length === 0) {
    return <Box color="text-body-secondary">All settings that make a difference are the same.</Box>;
  }
  const rows = differences.map(({ setting, values, differs }) => ({
    name: setting,
    cells: values.map((value, index) =>
      differs[index] ? (
        <mark key={index} className="differs">
          {value}
        </mark>
      ) : (
        value
      ),
    ),
  }));
  const shown = all ? rows : rows.slice(0, atFirst);
  return (
    <SpaceBetween size="s">
      <ComparedTable label="Settings that differ" head="Setting" runs={runs} rows={shown} words />
      {shown.length < rows.length && (
        <Button onClick={() => setAll(true)}>Show all {formatCount(rows.length)} settings that differ</Button>
      )}
    </SpaceBetween>
  );
}
