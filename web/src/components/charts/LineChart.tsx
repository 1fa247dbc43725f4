import { lazy, useId, useState } from 'react';
import './charts.css';
import { Part } from '../Part';
import { agrees } from '../zone';
import { clockAxis } from './clock';
import { useClockChoice } from './clockChoice';
import { eventsWithin } from './events';
import { frameOf } from './frame';
import { Legend } from './Legend';
import { Plot } from './Plot';
import { Reader } from './Reader';
import { extentOf, readingOf, viewOf } from './scale';
import { Toolbar } from './Toolbar';
import type { ChartProps } from './types';
import { useWidth } from './useWidth';
import { showing, zoomed, type Span } from './zoom';

const ChartTable = lazy(() => import('./ChartTable'));

/** Curves over a common axis, to be read at any place, looked at closely, and had as a table or a file. */
export default function LineChart(props: ChartProps) {
  const { label, series, y, targets = [], height = 240, calendar } = props;
  const [width, measured] = useWidth(600);
  const [pointed, setPointed] = useState<number>();
  const [read, setRead] = useState<number>();
  const [part, setPart] = useState<Span>();
  const [chosen, setChosen] = useState<Span>();
  const [table, setTable] = useState(false);
  const [clock, setClock] = useClockChoice();
  const help = useId();

  const end = extentOf(props).x;
  const { bands, marks } = eventsWithin(props.bands ?? [], props.marks ?? [], end);
  const dated = calendar && agrees(calendar.zone) ? calendar : undefined;
  const x = dated && clock ? clockAxis(dated) : props.x;
  const view = viewOf(props, part);
  const frame = frameOf({ x, y, bands, marks }, view, width, height);
  const place = pointed ?? read;
  const at = place === undefined || place < view.from ? undefined : Math.min(place, view.to);
  const drawn = { ...props, targets, bands, marks, x };

  const readAt = (next: number | undefined) => {
    setRead(next);
    setPointed(undefined);
    if (next !== undefined && part) setPart(showing(view, next));
  };
  const zoom = (to: Span | 'in' | 'out' | 'whole') => {
    if (to === 'whole') return setPart(undefined);
    if (typeof to === 'object') return setPart(to.to - to.from < end ? to : undefined);
    setPart(zoomed(view, at ?? (view.from + view.to) / 2, to === 'in' ? 1 / 2 : 2, end));
  };
  const words = (seconds: number) =>
    `${x.format(seconds)}: ${series.map((one) => `${one.name} ${readingOf(one, seconds, y)}`).join(', ')}`;

  return (
    <figure className="chart">
      <div className="chart-units">
        <span aria-hidden="true">{y.label}</span>
        <span aria-hidden="true">{at === undefined ? x.label : `at ${x.format(at)}`}</span>
        <Toolbar
          props={drawn}
          plain={props.x}
          calendar={dated}
          clock={clock}
          onClock={setClock}
          part={part !== undefined}
          onZoom={zoom}
          table={table}
          onTable={setTable}
        />
      </div>
      <div className="chart-plot" ref={measured}>
        <Plot {...drawn} frame={frame} view={view} cursor={at} chosen={chosen} />
        <Reader
          label={label}
          described={help}
          view={view}
          end={end}
          at={at}
          words={words}
          style={{
            insetInlineStart: frame.left,
            insetInlineEnd: width - frame.right,
            insetBlockStart: 0,
            blockSize: frame.bottom,
          }}
          onPoint={setPointed}
          onRead={readAt}
          onChoose={setChosen}
          onZoom={zoom}
        />
        <span id={help} hidden>
          Arrow keys read it. Plus and minus look closer and further away, 0 shows the whole.
        </span>
      </div>
      <Legend series={series} y={y} x={x} marks={marks} cursor={at} />
      {table && (
        <Part what="The table of the chart">
          <ChartTable props={drawn} calendar={dated} plain={props.x} />
        </Part>
      )}
    </figure>
  );
}
