import { none } from '@/components/format';
import { ComparedTable } from './ComparedTable';
import { differenceOf, figuresOf, gainOf, type Figure } from './figures';
import type { Run } from './run';

/** Every figure, with its difference to the first run's, and whether that is better or worse. */
export function FigureDifferences({ runs }: { runs: readonly Run[] }) {
  const rows = figuresOf(runs).map((figure) => ({
    name: figure.name,
    cells: runs.map((run, index) => (
      <FigureCell key={run.id} figure={figure} run={run} first={index > 0 ? runs[0] : undefined} />
    )),
  }));
  return <ComparedTable label="Figures" head="Figure" runs={runs} rows={rows} />;
}

interface Props {
  figure: Figure;
  run: Run;
  /** What it is compared to. */
  first: Run | undefined;
}

function FigureCell({ figure, run, first }: Props) {
  const { value, format } = figure;
  const here = value(run);
  const there = first && value(first);
  if (here === undefined) return none;
  const gain = first && gainOf(figure, run, first);
  return (
    <>
      {format(here)}
      {there !== undefined && (
        <small className="difference">
          {differenceOf(here, there, format)}
          {gain && <b className={`gain-${gain}`}> {gain}</b>}
        </small>
      )}
    </>
  );
}
