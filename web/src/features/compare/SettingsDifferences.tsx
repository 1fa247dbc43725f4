import Box from '@cloudscape-design/components/box';
import type { Simulation } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { labelOf } from './labels';
import { differencesOf, type Difference } from './settings';

/** The settings that are not the same in all; what differs from the first is marked. */
export function SettingsDifferences({ simulations }: { simulations: readonly Simulation[] }) {
  const rows = differencesOf(simulations.map(({ settings }) => settings));
  if (rows.length === 0) {
    return <Box color="text-body-secondary">All settings that make a difference are the same.</Box>;
  }
  const columns: Column<Difference>[] = [
    { name: 'Setting', words: true, wraps: true, value: ({ setting }) => setting },
    ...simulations.map((simulation, index) => ({
      name: labelOf(simulation, index),
      words: true,
      wraps: true,
      value: ({ values, differs }: Difference) =>
        !differs[index] ? values[index] : <mark className="differs">{values[index]}</mark>,
    })),
  ];
  return (
    <FigureTable
      label="Settings that differ"
      columns={columns}
      rows={rows}
      keyOf={({ setting }) => setting}
    />
  );
}
