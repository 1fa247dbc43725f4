import type { Simulation } from '@/api/types';
import { FigureTable, type Column } from '@/components/FigureTable';
import { none } from '@/components/format';
import { differenceOf, figuresOf, type Figure } from './figures';
import { labelOf } from './labels';

/** Every figure, with its difference to the first simulation's. */
export function FigureDifferences({ simulations }: { simulations: readonly Simulation[] }) {
  const columns: Column<Figure>[] = [
    { name: 'Figure', words: true, wraps: true, value: ({ name }) => name },
    ...simulations.map((simulation, index) => ({
      name: labelOf(simulation, index),
      value: (figure: Figure) => (
        <FigureCell figure={figure} simulation={simulation} first={index > 0 ? simulations[0] : undefined} />
      ),
    })),
  ];
  return (
    <FigureTable label="Figures" columns={columns} rows={figuresOf(simulations)} keyOf={({ name }) => name} />
  );
}

interface Props {
  figure: Figure;
  simulation: Simulation;
  /** What it is compared to. */
  first: Simulation | undefined;
}

function FigureCell({ figure: { value, format }, simulation, first }: Props) {
  const here = value(simulation);
  const there = first && value(first);
  if (here === undefined) return none;
  return (
    <>
      {format(here)}
      {there !== undefined && <small className="difference">{differenceOf(here, there, format)}</small>}
    </>
  );
}
