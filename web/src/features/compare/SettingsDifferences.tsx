import Box from '@cloudscape-design/components/box';
import { ComparedTable } from './ComparedTable';
import type { Run } from './run';
import { differencesOf } from './settings';

/** The settings that are not the same in all; what differs from the first is marked. */
export function SettingsDifferences({ runs }: { runs: readonly Run[] }) {
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
  return <ComparedTable label="Settings that differ" head="Setting" runs={runs} rows={rows} words />;
}
