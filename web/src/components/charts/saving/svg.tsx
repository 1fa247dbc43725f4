import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { Drawing } from './Drawing';
import type { DrawnChart } from './drawn';

/** What a drawing takes from the styles of the page. */
const taken = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'paint-order',
  'font-size',
  'font-weight',
];

/** What does not differ from what a reader of SVG takes anyway. */
const usual: Partial<Record<string, string>> = {
  stroke: 'none',
  'stroke-dasharray': 'none',
  'stroke-width': '1px',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  opacity: '1',
  'paint-order': 'normal',
  'font-weight': '400',
};

export interface Picture {
  svg: string;
  /** In pixels. */
  width: number;
  height: number;
}

/**
 * A chart as a file that needs no page: every part has its colours and strokes as attributes, always the light ones. It is
 * drawn outside of the body, where dark mode does not reach.
 */
export function imageOf(chart: DrawnChart): Picture {
  const place = document.createElement('div');
  place.className = 'chart chart-aside';
  document.documentElement.append(place);
  const root = createRoot(place);
  try {
    flushSync(() => root.render(<Drawing chart={chart} />));
    const drawing = place.querySelector('svg');
    if (!drawing) throw new Error('There is nothing drawn.');
    carryColours(drawing);
    return {
      svg: new XMLSerializer().serializeToString(drawing),
      width: Number(drawing.getAttribute('width')),
      height: Number(drawing.getAttribute('height')),
    };
  } finally {
    root.unmount();
    place.remove();
  }
}

function carryColours(drawing: SVGElement) {
  for (const element of drawing.querySelectorAll('path, text')) {
    const style = getComputedStyle(element);
    const text = element.tagName === 'text';
    for (const name of taken) {
      const value = style.getPropertyValue(name);
      if (!text && name.startsWith('font')) continue;
      if (value && value !== usual[name]) element.setAttribute(name, value);
    }
  }
  for (const element of drawing.querySelectorAll('*')) element.removeAttribute('class');
  drawing.removeAttribute('class');
  drawing.setAttribute('font-family', "'Open Sans', 'Helvetica Neue', Arial, sans-serif");
}

/** How many dots of a PNG make a pixel. */
const dots = 2;

/** The same in dots. An image of data may be drawn by the page's policy, and be read again. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * dots;
  canvas.height = height * dots;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser made no PNG of it.'))),
      'image/png',
    );
  });
}
