import Icon from '@cloudscape-design/components/icon';
import { Fragment, useId, useState, type ReactNode } from 'react';
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
  /** What stands below a row once it is opened; without it rows are not to be opened. */
  detailOf?: ((row: Row) => ReactNode) | undefined;
}

/** A plain table, which scrolls by itself where the screen is too narrow for it. */
export function FigureTable<Row>({ label, columns, rows, keyOf, detailOf }: Props<Row>) {
  const [opened, setOpened] = useState<ReadonlySet<string | number>>(new Set());
  const id = useId();
  const looksOf = ({ words, wraps }: Column<Row>) => `${words ? 'words' : ''} ${wraps ? 'wraps' : ''}`;
  const toggle = (key: string | number) => {
    const next = new Set(opened);
    if (!next.delete(key)) next.add(key);
    setOpened(next);
  };
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
          {rows.map((row) => {
            const key = keyOf(row);
            const open = detailOf !== undefined && opened.has(key);
            return (
              <Fragment key={key}>
                <tr>
                  {columns.map((column, index) =>
                    index === 0 ? (
                      <th key={column.name} scope="row" className={looksOf(column)}>
                        {detailOf ? (
                          <button
                            type="button"
                            className="figure-opener"
                            aria-expanded={open}
                            aria-controls={open ? `${id}${key}` : undefined}
                            onClick={() => toggle(key)}
                          >
                            <Icon name={open ? 'caret-down-filled' : 'caret-right-filled'} />
                            {column.value(row)}
                          </button>
                        ) : (
                          column.value(row)
                        )}
                      </th>
                    ) : (
                      <td key={column.name} className={looksOf(column)}>
                        {column.value(row)}
                      </td>
                    ),
                  )}
                </tr>
                {open && (
                  <tr id={`${id}${key}`}>
                    <td className="words" colSpan={columns.length}>
                      {detailOf(row)}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
