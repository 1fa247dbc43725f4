import { useRef, useState, type KeyboardEvent } from 'react';
import { templates, type Template } from './templates';

interface Props {
  onPick: (template: Template) => void;
  onBlank: () => void;
}

/** What to begin with, each with a picture of how it will go. One stop of the keyboard; arrow keys go on. */
export function TemplateCards({ onPick, onBlank }: Props) {
  const cards = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const go = (index: number) => {
    setAt(index);
    cards.current?.querySelectorAll('button')[index]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: templates.length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(Math.min(Math.max(to, 0), templates.length));
  };
  const card = (index: number, title: string, about: string, curve: readonly number[], pick: () => void) => (
    <button
      key={title}
      type="button"
      className="template-card"
      tabIndex={index === at ? 0 : -1}
      onFocus={() => setAt(index)}
      onClick={pick}
    >
      <Sparkline curve={curve} />
      <b>{title}</b>
      <span>{about}</span>
    </button>
  );
  return (
    <div
      ref={cards}
      role="toolbar"
      className="template-cards"
      aria-label="Begin with a template"
      onKeyDown={onKey}
    >
      {templates.map((template, i) =>
        card(i, template.title, template.about, template.curve, () => onPick(template)),
      )}
      {card(templates.length, 'Blank', 'Four senders, no retries', [], onBlank)}
    </div>
  );
}

const width = 96;
const height = 32;

/** The delivered share over time, as a shape alone. */
function Sparkline({ curve }: { curve: readonly number[] }) {
  const points = curve.map(
    (share, i) => `L${((i + 1) / curve.length) * width} ${height - share * (height - 2)}`,
  );
  const line = `M0 ${height}${points.join('')}`;
  return (
    <svg
      className="template-curve"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {curve.length > 0 && <path className="template-area" d={`${line}L${width} ${height}Z`} />}
      <path className="template-line" d={curve.length > 0 ? line : `M0 ${height - 1}H${width}`} />
    </svg>
  );
}
