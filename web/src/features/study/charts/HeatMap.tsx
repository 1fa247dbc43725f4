import { memo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import '@/components/charts/charts.css';
import { heats } from './heats';
import './study.css';

export interface Cell {
  /** What stands in it. */
  text: string;
  /** From 0 to 1, for the colour; nothing for what never happens or is not made yet. */
  heat: number | undefined;
  meets: boolean;
  best: boolean;
  made: boolean;
  /** All of it in words. */
  words: string;
}

interface Props {
  label: string;
  /** The factor down the side, and the one across the top. */
  down: { name: string; levels: readonly string[] };
  across: { name: string; levels: readonly string[] };
  /** Another function means other cells. */
  cellAt: (row: number, column: number) => Cell;
  /** What the colours go from and to. */
  from: string;
  to: string;
  /** What a tick says; nothing where there is nothing to meet. */
  meets: string | undefined;
  onOpen: (row: number, column: number) => void;
}

/** With more columns there is no room for words in the cells. */
const wordy = 14;

/** Rows of the table before the first level. */
const headRows = 2;

/** Two factors against each other: a table whose cells are coloured by what they come to, each to be opened. */
export function HeatMap(props: Props) {
  const { label, down, across, cellAt, from, to, meets, onOpen } = props;
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<[row: number, column: number]>([0, 0]);

  const byKey = (event: KeyboardEvent) => {
    const next = moves[event.key]?.(at, [down.levels.length - 1, across.levels.length - 1]);
    if (!next) return;
    event.preventDefault();
    const [row, column] = next;
    table.current?.rows[row + headRows]?.cells[column + 1]?.querySelector('button')?.focus();
  };
  const terse = across.levels.length > wordy;
  return (
    <figure className="chart">
      {/* A table that scrolls must be reachable by keyboard: its cells are. */}
      <div className="heat-scroll">
        <table
          ref={table}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- cells are walked through by arrow keys
          role="grid"
          aria-label={label}
          className={terse ? 'heat heat-terse' : 'heat'}
          onKeyDown={byKey}
          onFocus={(event) => {
            const place = placeOf(event);
            if (place) setAt(place);
          }}
          onClick={(event) => {
            const place = placeOf(event);
            if (place && cellAt(...place).made) onOpen(...place);
          }}
        >
          <thead>
            <tr>
              <td />
              <th scope="colgroup" colSpan={across.levels.length}>
                <span className="heat-across">{across.name}</span>
              </th>
            </tr>
            <tr>
              <th scope="col">{down.name}</th>
              {across.levels.map((level) => (
                <th key={level} scope="col">
                  {level}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {down.levels.map((level, row) => (
              <Row
                key={level}
                level={level}
                row={row}
                columns={across.levels}
                cellAt={cellAt}
                reached={row === at[0] ? at[1] : undefined}
                terse={terse}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="chart-legend">
        <li>
          {from}
          <span className="heat-scale" aria-hidden="true">
            {Array.from({ length: heats }, (_, heat) => (
              <span key={heat} className={`heat-${heat}`} />
            ))}
          </span>
          {to}
        </li>
        <li>
          <span className="heat-key heat-never" aria-hidden="true" /> never, or not made yet
        </li>
        {meets !== undefined && (
          <li>
            <span className="heat-key heat-meets" aria-hidden="true">
              ✓
            </span>{' '}
            framed: {meets}
          </li>
        )}
      </ul>
    </figure>
  );
}

interface RowProps {
  level: string;
  row: number;
  columns: readonly string[];
  cellAt: Props['cellAt'];
  /** The column that the Tab key comes to. */
  reached: number | undefined;
  terse: boolean;
}

/** A row of cells. There may be a hundred of as many: only those that change are drawn again. */
const Row = memo(function Row({ level, row, columns, cellAt, reached, terse }: RowProps) {
  return (
    <tr>
      <th scope="row">{level}</th>
      {columns.map((name, column) => {
        const cell = cellAt(row, column);
        return (
          <td key={name}>
            <button
              type="button"
              className={classOf(cell)}
              tabIndex={column === reached ? 0 : -1}
              aria-label={cell.words}
              aria-disabled={!cell.made}
              title={terse ? cell.words : undefined}
            >
              {cell.best ? '★ ' : ''}
              {cell.meets ? '✓ ' : ''}
              {!terse && cell.text}
            </button>
          </td>
        );
      })}
    </tr>
  );
});

/** The cell that something happens in. */
function placeOf({ target }: SyntheticEvent): Place | undefined {
  const cell = target instanceof Element ? target.closest('button')?.closest('td') : undefined;
  const row = cell?.closest('tr');
  return cell && row ? [row.rowIndex - headRows, cell.cellIndex - 1] : undefined;
}

function classOf({ heat, meets, best }: Cell): string {
  const colour =
    heat === undefined ? 'heat-never' : `heat-${Math.min(heats - 1, Math.max(0, Math.floor(heat * heats)))}`;
  return ['heat-cell', colour, meets ? 'heat-meets' : '', best ? 'heat-best' : ''].filter(Boolean).join(' ');
}

type Place = [row: number, column: number];

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

const moves: Partial<Record<string, (from: Place, last: Place) => Place>> = {
  ArrowRight: ([row, column], [, right]) => [row, clamp(column + 1, right)],
  ArrowLeft: ([row, column], [, right]) => [row, clamp(column - 1, right)],
  ArrowDown: ([row, column], [bottom]) => [clamp(row + 1, bottom), column],
  ArrowUp: ([row, column], [bottom]) => [clamp(row - 1, bottom), column],
  Home: ([row]) => [row, 0],
  End: ([row], [, right]) => [row, right],
  PageUp: ([, column]) => [0, column],
  PageDown: ([, column], [bottom]) => [bottom, column],
};
