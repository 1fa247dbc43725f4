import { lazy, useRef, useState } from 'react';
import { Part } from '../Part';
import type { DrawnChart } from './saving/drawn';
import type { Axis, Calendar } from './types';

const Menu = lazy(() => import('./Menu'));

export interface ToolbarProps {
  /** The chart, with the axis that is shown. */
  props: DrawnChart;
  /** The axis as it is without the clock. */
  plain: Axis;
  calendar: Calendar | undefined;
  /** Whether it tells the clock. */
  clock: boolean;
  onClock: (clock: boolean) => void;
  /** Whether only a part of it is seen. */
  part: boolean;
  onZoom: (to: 'in' | 'out' | 'whole') => void;
  table: boolean;
  onTable: (table: boolean) => void;
}

/** What can be done with a chart: the way back from a part of it is always seen, the rest is in a menu that loads when it is opened. */
export function Toolbar(toolbar: ToolbarProps) {
  const { props, calendar, clock, onClock, part, onZoom } = toolbar;
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = (toOpener: boolean) => {
    setOpen(false);
    if (toOpener) opener.current?.focus();
  };
  return (
    <div className="chart-toolbar">
      {part && (
        <button type="button" onClick={() => onZoom('whole')}>
          Show the whole
        </button>
      )}
      {calendar && (
        <button type="button" aria-pressed={clock} onClick={() => onClock(!clock)}>
          Clock
        </button>
      )}
      <button
        ref={opener}
        type="button"
        className="chart-opener"
        aria-label={`What to do with the chart: ${props.label}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <svg width={16} height={16} aria-hidden="true">
          <path d="M2 8h.01M8 8h.01M14 8h.01" />
        </svg>
      </button>
      {open && (
        <Part what="The menu of the chart">
          <Menu {...toolbar} opener={opener} onClose={close} />
        </Part>
      )}
    </div>
  );
}
