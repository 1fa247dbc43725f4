import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { saveChart, type ChartFormat } from './saving/save';
import type { ToolbarProps } from './Toolbar';

interface Props extends ToolbarProps {
  opener: RefObject<HTMLButtonElement | null>;
  /** Closes it; the focus goes to what opened it where it would be lost. */
  onClose: (toOpener: boolean) => void;
}

const formats: readonly [ChartFormat, string][] = [
  ['svg', 'Save as SVG'],
  ['png', 'Save as PNG'],
  ['csv', 'Save as CSV'],
];

/** A list of buttons over the chart, which closes by Escape, by a press beside it and when the focus leaves it. */
export default function Menu({
  props,
  plain,
  calendar,
  part,
  onZoom,
  table,
  onTable,
  opener,
  onClose,
}: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState('');
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  }, [onClose]);

  useEffect(() => {
    const { current: shown } = list;
    shown?.querySelector('button')?.focus();
    const leave = ({ target }: Event) => {
      const inside = target instanceof Node && [shown, opener.current].some((one) => one?.contains(target));
      if (!inside) close.current(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation(); // a dialog around it stays
      close.current(true);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    shown?.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      shown?.removeEventListener('keydown', escape);
    };
  }, [opener]);

  const save = (format: ChartFormat) => {
    saveChart(props, format, plain, calendar).then(
      () => onClose(true),
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  };
  const and = (act: () => void) => () => {
    act();
    onClose(true);
  };
  return (
    <div ref={list} className="chart-menu">
      <ul aria-label={`What to do with the chart: ${props.label}`}>
        <Choice onChoose={() => onZoom('in')}>Look closer (+)</Choice>
        {part && <Choice onChoose={() => onZoom('out')}>Look from further away (−)</Choice>}
        <Choice onChoose={and(() => onTable(!table))}>{table ? 'Hide the table' : 'Show as a table'}</Choice>
        {formats.map(([format, words]) => (
          <Choice key={format} onChoose={() => save(format)}>
            {words}
          </Choice>
        ))}
      </ul>{' '}
      <div role="alert">{failed && `It was not saved. ${failed}`}</div>
    </div>
  );
}

function Choice({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <li>
      <button type="button" onClick={onChoose}>
        {children}
      </button>
    </li>
  );
}
