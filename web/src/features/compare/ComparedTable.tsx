import type { ReactNode } from 'react';
import { inSentence } from './names';
import { letterOf, nameOf } from './labels';
import type { Run } from './run';

interface ComparedRow {
  /** What is compared. */
  name: string;
  /** One for each run. */
  cells: readonly ReactNode[];
}

interface Props {
  label: string;
  /** What the first column is called. */
  head: string;
  runs: readonly Run[];
  rows: readonly ComparedRow[];
  /** Figures stand at the right, words at the left. */
  words?: boolean;
}

/**
 * What each run has of something. Where the screen is too narrow for columns each row is a list with the runs' letters. The roles
 * keep it a table for screen readers however it is laid out.
 */
export function ComparedTable({ label, head, runs, rows, words = false }: Props) {
  return (
    // A table that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`compared-table ${words ? 'words' : ''}`} role="region" aria-label={label} tabIndex={0}>
      <div role="table" aria-label={label}>
        <div role="rowgroup" className="compared-head">
          <div role="row">
            <span role="columnheader">{head}</span>
            {runs.map((run, index) => (
              <span key={run.id} role="columnheader" title={nameOf(run)}>
                <b>{letterOf(index)}</b> <bdi>{inSentence(nameOf(run))}</bdi>
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {rows.map(({ name, cells }) => (
            <div role="row" key={name}>
              <span role="rowheader">{name}</span>
              {runs.map((run, index) => (
                <span key={run.id} role="cell" data-letter={letterOf(index)}>
                  <span>{cells[index]}</span>
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
