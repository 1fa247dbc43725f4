import { useEffect, useRef, useState } from 'react';
import { useWidth } from '@/components/charts/useWidth';
import { coloursOf } from './colours';
import { layoutOf } from './layout';
import type { Now } from './moments';
import { paint } from './paint';

interface Props {
  now: Now;
  fastest: number;
  /** Which of the instants it is, by which the marks on the streams move. */
  index: number;
  label: string;
}

const pixelsPerStep = 6;

/** The sending at an instant, painted again whenever that, the width or the colours of the page change. */
export function SendingCanvas({ now, fastest, index, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, around] = useWidth(720);
  const repainted = useColourChanges();
  const layout = layoutOf(width, now.groups.length);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const sharp = window.devicePixelRatio || 1;
    canvas.current.width = layout.width * sharp;
    canvas.current.height = layout.height * sharp;
    context.scale(sharp, sharp);
    paint({
      context,
      layout,
      now,
      fastest,
      colours: coloursOf(canvas.current),
      phase: index * pixelsPerStep,
    });
  }, [layout, now, fastest, index, repainted]);
  return (
    <div ref={around} className="sending-canvas" role="img" aria-label={label}>
      <canvas ref={canvas} style={{ inlineSize: layout.width, blockSize: layout.height }} />
    </div>
  );
}

/** Counts how often the colours of the page have changed. */
function useColourChanges(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const changed = () => setChanges((count) => count + 1);
    const observer = new MutationObserver(changed);
    observer.observe(document.body, { attributeFilter: ['class'] });
    const forced = window.matchMedia('(forced-colors: active)');
    forced.addEventListener('change', changed);
    return () => {
      observer.disconnect();
      forced.removeEventListener('change', changed);
    };
  }, []);
  return changes;
}
