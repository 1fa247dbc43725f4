import type { Field } from '@/api/types';
import { isShare } from '@/components/fieldKinds';
import { formatNumber, formatShare } from '@/components/format';

/** The steps of a slider: figures that people would choose, from the least to the most. */
export interface Scale {
  /** The number of the last step; the first one is 0. */
  steps: number;
  figureAt: (step: number) => number;
  /** The step whose figure is nearest. */
  stepOf: (figure: number) => number;
  inWords: (figure: number) => string;
}

/** Over so many times of its least figure a scale goes by ratios; below, by equal distances. */
const wide = 50;

export function scaleOf(field: Field, most: number): Scale {
  const least = Math.max(field.minimum, 0);
  const end = Math.min(field.maximum, most);
  const from = Math.max(least, field.kind === 'integer' ? 1 : 0);
  const figures = isShare(field) ? shares(end) : end > wide * from ? ratios(from, end) : whole(from, end);
  return {
    steps: figures.length - 1,
    figureAt: (step) => figures[step] ?? end,
    stepOf: (figure) =>
      figures.reduce(
        (best, one, i) => (Math.abs(one - figure) < Math.abs((figures[best] ?? 0) - figure) ? i : best),
        0,
      ),
    inWords: (figure) =>
      isShare(field) ? formatShare(figure) : `${formatNumber(figure)}${field.unit ? ` ${field.unit}` : ''}`,
  };
}

/** Two digits of each power of ten: 1, 2, … 10, 11, … 99, 100, 110, … */
function ratios(from: number, to: number): number[] {
  const out: number[] = [];
  for (let ten = 0.1; ten <= to; ten *= 10) {
    for (let digits = 10; digits < 100; digits++) {
      const figure = Number(((digits * ten) / 10).toPrecision(2));
      if (figure >= from && figure <= to && (from < 1 || Number.isInteger(figure)) && figure !== out.at(-1)) {
        out.push(figure);
      }
    }
  }
  return out;
}

function whole(from: number, to: number): number[] {
  return Array.from({ length: Math.floor(to - from) + 1 }, (_, i) => from + i);
}

/** Halves of a per cent. */
function shares(to: number): number[] {
  return Array.from({ length: Math.round(to * 200) + 1 }, (_, i) => i / 200);
}
