import type { ReactNode } from 'react';
import './figureTable.css';

export interface Column<Row> {
  name: string;
  value: (row: Row) => ReactNode;
  /** Words stand at the left, figures at the right. */
  words?: boolean;
  /** Long words may take several lines. */
  wraps?: boolean;
}

interface Props<Row> {
  label: string;
  /** The first one names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
}

/** A plain table, which scrolls by itself where the screen is too narrow for it. */
export function FigureTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  const looksOf = ({ words, wraps }: Column<Row>) => `${words ? 'words' : ''} ${wraps ? 'wraps' : ''}`;
  return (
    // A table that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="figure-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={looksOf(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.name} scope="row" className={looksOf(column)}>
                    {column.value(row)}
                  </th>
                ) : (
                  <td key={column.name} className={looksOf(column)}>
                    {column.value(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
