import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { spanOf, type Span } from './zoom';

interface Props {
  /** Which chart is read. */
  label: string;
  /** Says what keys do. */
  described: string;
  /** What is seen of the chart, which goes from 0 to its end. */
  view: Span;
  end: number;
  /** Where it is read, and what stands there. */
  at: number | undefined;
  words: (at: number) => string;
  style: { insetInlineStart: number; insetInlineEnd: number; insetBlockStart: number; blockSize: number };
  /** A pointer is over a place, or has left. */
  onPoint: (at: number | undefined) => void;
  /** A place is to be read from now on; nothing: none is. */
  onRead: (at: number | undefined) => void;
  /** What is being drawn over. */
  onChoose: (span: Span | undefined) => void;
  /** To look at a part, at more or at less, or at all of it. */
  onZoom: (to: Span | 'in' | 'out' | 'whole') => void;
}

const keySteps = 50;

/** Shorter than this, in pixels, it is a click. */
const leastDrag = 6;

/**
 * Lies over a chart. A place is read by pointer, and stays read after a click or a finger; arrow keys go on from there.
 * A mouse or pen that is drawn over a part looks at that; a finger reads, as it also scrolls the page.
 */
export function Reader(props: Props) {
  const { label, described, view, end, at, words, style, onPoint, onRead, onChoose, onZoom } = props;
  const [drag, setDrag] = useState<{ x: number; at: number }>();

  const placeOf = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const part = box.width > 0 ? Math.min(Math.max(clientX - box.left, 0), box.width) / box.width : 0;
    return view.from + part * (view.to - view.from);
  };
  const far = (event: PointerEvent) => drag !== undefined && Math.abs(event.clientX - drag.x) >= leastDrag;
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    if (event.pointerType === 'touch') return onRead(placeOf(event));
    setDrag({ x: event.clientX, at: placeOf(event) });
    if ('setPointerCapture' in event.currentTarget) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    if (event.pointerType === 'touch') return onRead(place);
    onPoint(place);
    if (drag) onChoose(far(event) ? spanOf(drag.at, place, end) : undefined);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    if (!drag) return;
    if (far(event)) onZoom(spanOf(drag.at, placeOf(event), end));
    else onRead(placeOf(event));
    letGo();
  };
  const letGo = () => {
    setDrag(undefined);
    onChoose(undefined);
  };

  const byKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moves[event.key]?.(at ?? view.from, view, end);
    const zoom = zooms[event.key];
    if (event.key === 'Escape') onRead(undefined);
    else if (zoom) onZoom(zoom);
    else if (next !== undefined) onRead(Math.min(Math.max(next, 0), end));
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="chart-reader"
      style={style}
      role="slider"
      tabIndex={0}
      aria-label={`Read the chart: ${label}`}
      aria-describedby={described}
      aria-valuemin={0}
      aria-valuemax={end}
      aria-valuenow={at ?? view.from}
      aria-valuetext={words(at ?? view.from)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={letGo}
      onPointerLeave={() => onPoint(undefined)}
      onKeyDown={byKey}
    />
  );
}

const zooms: Partial<Record<string, 'in' | 'out' | 'whole'>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'whole',
};

type Move = (at: number, view: Span, end: number) => number;

const on: Move = (at, { from, to }) => at + (to - from) / keySteps;
const back: Move = (at, { from, to }) => at - (to - from) / keySteps;

const moves: Partial<Record<string, Move>> = {
  ArrowRight: on,
  ArrowUp: on,
  ArrowLeft: back,
  ArrowDown: back,
  PageUp: (at, { from, to }) => at + (to - from) / 10,
  PageDown: (at, { from, to }) => at - (to - from) / 10,
  Home: () => 0,
  End: (_at, _view, end) => end,
};
