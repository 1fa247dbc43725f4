import type { KeyboardEvent, PointerEvent } from 'react';

interface Props {
  /** Which chart is read. */
  label: string;
  /** How many places there are to read. */
  count: number;
  /** The place that is read, from 0. */
  at: number | undefined;
  onRead: (at: number | undefined) => void;
  /** What stands at a place, in words. */
  words: (at: number) => string;
  /** The place nearest to a pointer, from the left and from the top in shares of the chart. */
  nearest: (x: number, y: number) => number;
  /** Opens what is read, by Enter or a click. */
  onOpen: (at: number) => void;
  /** Where the curves are, in pixels from the edges. */
  style: { insetInlineStart: number; insetInlineEnd: number; insetBlockEnd: number };
}

/** Lies over a chart and reads it place by place: by pointer, or with the arrow keys. */
export function Reader({ label, count, at, onRead, words, nearest, onOpen, style }: Props) {
  const last = count - 1;
  const place = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return nearest((clientX - box.left) / box.width, (clientY - box.top) / box.height);
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onRead(undefined);
    if (event.key === 'Enter') {
      event.preventDefault();
      return onOpen(at ?? 0);
    }
    const to = moves[event.key]?.(at, last);
    if (to === undefined) return;
    event.preventDefault();
    onRead(Math.min(Math.max(to, 0), last));
  };
  return (
    <div
      className="chart-reader"
      style={style}
      role="slider"
      tabIndex={0}
      aria-label={`Read the chart: ${label}`}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, count)}
      aria-valuenow={(at ?? 0) + 1}
      aria-valuetext={count > 0 ? words(at ?? 0) : 'nothing yet'}
      onPointerMove={(event) => onRead(place(event))}
      onPointerLeave={() => onRead(undefined)}
      onBlur={() => onRead(undefined)}
      onFocus={() => onRead(at ?? 0)}
      onClick={() => at !== undefined && onOpen(at)}
      onKeyDown={byKey}
    />
  );
}

const moves: Partial<Record<string, (from: number | undefined, last: number) => number>> = {
  ArrowRight: (from) => (from === undefined ? 0 : from + 1),
  ArrowUp: (from) => (from === undefined ? 0 : from + 1),
  ArrowLeft: (from) => (from ?? 0) - 1,
  ArrowDown: (from) => (from ?? 0) - 1,
  PageUp: (from, last) => (from ?? 0) + Math.max(1, Math.round(last / 10)),
  PageDown: (from, last) => (from ?? 0) - Math.max(1, Math.round(last / 10)),
  Home: () => 0,
  End: (_, last) => last,
};
