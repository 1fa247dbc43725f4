import { FigureTable, type Column } from '../FigureTable';
import { none } from '../format';
import { clockAxis } from './clock';
import type { DrawnChart } from './saving/drawn';
import { rowsOf, type Row } from './saving/rows';
import type { Axis, Calendar } from './types';

interface Props {
  props: DrawnChart;
  calendar: Calendar | undefined;
  /** The axis as it is without the clock. */
  plain: Axis;
}

/** A chart as a table: all points of its curves, and what happens when. */
export default function ChartTable({ props, calendar, plain }: Props) {
  const { label, series, y, bands, marks } = props;
  const clock = calendar && clockAxis(calendar);
  const happens: Column<Row> = {
    name: 'What happens',
    words: true,
    wraps: true,
    value: (row) => row.happens.join('; '),
  };
  const columns: Column<Row>[] = [
    { name: capital(plain.label), words: true, value: ({ x }) => plain.format(x) },
    ...(clock
      ? [{ name: `Clock of ${calendar.zone}`, words: true, value: ({ x }: Row) => clock.format(x) }]
      : []),
    ...series.map((one, index): Column<Row> => ({
      name: `${one.name}, ${y.label}`,
      value: ({ values }) => {
        const value = values[index];
        return value === undefined ? none : y.format(value);
      },
    })),
    ...(bands.length + marks.length > 0 ? [happens] : []),
  ];
  return (
    <div className="chart-table">
      <FigureTable
        label={`Table of the chart: ${label}`}
        columns={columns}
        rows={rowsOf(series, bands, marks)}
        keyOf={({ x }) => x}
      />
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
