import { formatCount } from '@/components/format';
import type { Colours } from './colours';
import { cellAt, cellsOf, partsOf, type Box, type Layout, type Point } from './layout';
import type { GroupNow, Now } from './moments';

/** Of a stream at the fastest that a group ever starts, in pixels. */
const widest = 22;
const lanePadding = 8;

interface Painting {
  context: CanvasRenderingContext2D;
  colours: Colours;
  layout: Layout;
  now: Now;
  /** The most that a group ever starts in a simulated second. */
  fastest: number;
  /** How far the marks on the streams have moved, in pixels. */
  phase: number;
}

/** Paints how the sending stands at an instant. */
export function paint(painting: Painting): void {
  const { context, layout, now, colours } = painting;
  context.clearRect(0, 0, layout.width, layout.height);
  context.direction = 'inherit';
  now.groups.forEach((group, index) => paintStreams(painting, group, index));
  now.groups.forEach((group, index) => paintLane(painting, group, index));
  const { queue, people } = layout;
  write(painting, 'Waiting', formatCount(now.waiting), queue);
  paintCells(painting, queue, now.messages, [
    [now.again, colours.again],
    [now.untried, colours.untried],
    [now.messages - now.waiting, undefined],
  ]);
  write(painting, 'People', `${formatCount(now.delivered)} reached`, people);
  paintCells(painting, people, now.messages, [
    [now.acknowledged, colours.acknowledged],
    [now.delivered - now.acknowledged, colours.delivered],
    [now.inFlight, colours.inFlight],
    [now.waiting, colours.untried],
    [now.expired, colours.expired],
    [now.failed, colours.failed],
    [now.unreachable, colours.unreachable],
  ]);
}

/** A title over a box, with its figure at the other end of the line. */
function write({ context, colours }: Painting, name: string, figure: string, { x, y, width }: Box) {
  context.fillStyle = colours.text;
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.font = `700 14px ${colours.font}`;
  context.fillText(name, x, y - 10);
  const left = context.measureText(name).width + 10;
  context.font = `13px ${colours.font}`;
  context.textAlign = 'right';
  context.fillText(short(context, figure, width - left), x + width, y - 10);
}

/** As much of a text as there is room for. */
function short(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  while (characters.length > 0 && context.measureText(`${characters.join('')}…`).width > room)
    characters.pop();
  return `${characters.join('')}…`;
}

/** Fills a box with cells, one after the other, by what share of all is what. */
function paintCells(
  { context, colours }: Painting,
  box: Box,
  most: number,
  parts: readonly (readonly [count: number, colour: string | undefined])[],
) {
  const { columns, count } = cellsOf(box, most);
  const shares = partsOf(
    parts.map(([count]) => count),
    count,
  );
  shares.forEach((part, index) => {
    const { x, y, width, height } = cellAt(box, columns, index);
    const colour = parts[part]?.[1];
    if (colour === undefined) {
      context.strokeStyle = colours.line;
      context.lineWidth = 0.5;
      context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
      return;
    }
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
  });
}

/** A lane: whose senders they are, and how many of them are busy. */
function paintLane(painting: Painting, group: GroupNow, index: number) {
  const { context, colours, layout } = painting;
  const box = layout.lanes[index]?.box;
  if (!box) return;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, 6);
  context.stroke();

  const inner = { x: box.x + lanePadding, y: box.y + 24, width: box.width - 2 * lanePadding, height: 24 };
  const figure = group.closed ? 'closed' : `${formatCount(group.busy)} of ${formatCount(group.senders)}`;
  context.textBaseline = 'alphabetic';
  context.fillStyle = colours.text;
  context.font = `12px ${colours.font}`;
  context.textAlign = 'right';
  context.fillText(figure, inner.x + inner.width, box.y + 16);
  const room = inner.width - context.measureText(figure).width - 8;
  const name = group.channel && group.channel !== group.name ? `${group.channel}: ${group.name}` : group.name;
  context.textAlign = 'left';
  context.font = `700 12px ${colours.font}`;
  context.fillText(short(context, name, room), inner.x, box.y + 16);
  paintCells(painting, inner, group.senders, [
    [group.busy, colours.inFlight],
    [group.senders - group.busy, undefined],
  ]);
}

/** What a group takes from the queue, what of it reaches somebody, and what comes back. */
function paintStreams(painting: Painting, group: GroupNow, index: number) {
  const { colours, layout } = painting;
  const lane = layout.lanes[index];
  if (!lane) return;
  const start = { x: lane.in.x, y: lane.in.y - 6 };
  paintStream(painting, layout.from, start, group.started, colours.inFlight);
  paintStream(painting, lane.out, layout.to, group.delivered, colours.delivered);
  const back = { x: layout.from.x + (layout.down ? 12 : 0), y: layout.from.y + (layout.down ? 0 : 14) };
  paintStream(painting, { x: lane.in.x, y: lane.in.y + 12 }, back, group.other, colours.again);
}

/** A band as wide as so many a second, with marks that move along it. */
function paintStream(
  { context, layout, fastest, phase }: Painting,
  from: Point,
  to: Point,
  perSecond: number,
  colour: string,
) {
  if (!(perSecond > 0) || !(fastest > 0)) return;
  const width = Math.max(1, (widest * perSecond) / fastest);
  const path = () => {
    context.beginPath();
    context.moveTo(from.x, from.y);
    if (layout.down) {
      const middle = (from.y + to.y) / 2;
      context.bezierCurveTo(from.x, middle, to.x, middle, to.x, to.y);
    } else {
      const middle = (from.x + to.x) / 2;
      context.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
    }
  };
  context.save();
  context.strokeStyle = colour;
  context.globalAlpha = 0.35;
  context.lineWidth = width;
  path();
  context.stroke();
  context.globalAlpha = 0.9;
  context.lineWidth = Math.min(3, width);
  context.setLineDash([3, 9]);
  context.lineDashOffset = -phase;
  path();
  context.stroke();
  context.restore();
}
