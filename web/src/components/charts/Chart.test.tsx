import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import * as files from '@/components/download';
import { formatCount, formatDuration } from '@/components/format';
import { show } from '@/testing/render';
import { Chart } from './Chart';
import type { ChartProps } from './types';

const props: ChartProps = {
  label: 'Delivered over time',
  description: 'All are delivered after 20 s.',
  x: { label: 'simulated time', format: formatDuration, kind: 'time' },
  y: { label: 'messages', format: (count) => formatCount(count), kind: 'count' },
  series: [
    {
      name: 'delivered',
      tone: 'delivered',
      points: [
        { x: 0, y: 0 },
        { x: 20, y: 100 },
      ],
    },
    {
      name: 'failed',
      tone: 'failed',
      points: [
        { x: 0, y: 0 },
        { x: 10, y: 5 },
      ],
    },
  ],
  targets: [{ name: '95 % within 15 s', x: 15, y: 95 }],
};

test('has a name, a description, units, a legend and its targets', async () => {
  show(<Chart {...props} />);
  const chart = await screen.findByRole('img', { name: 'Delivered over time' });
  expect(chart).toHaveAccessibleDescription('All are delivered after 20 s.');
  expect(within(chart).getByText('95 % within 15 s')).toBeInTheDocument();
  expect(within(chart).getByText('20 s')).toBeInTheDocument();
  expect(within(chart).getByText('100')).toBeInTheDocument();
  expect(screen.getByText('simulated time')).toBeInTheDocument();
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['delivered', 'failed']);
});

test('is read with the arrow keys', async () => {
  const { user } = show(<Chart {...props} />);
  const reader = await screen.findByRole('slider', { name: 'Read the chart: Delivered over time' });
  act(() => reader.focus());
  await user.keyboard('{PageUp}{PageUp}{PageUp}{ArrowLeft}{ArrowRight}');
  expect(reader).toHaveAttribute('aria-valuetext', '6 s: delivered 30, failed 3');
  expect(screen.getByText('at 6 s')).toBeInTheDocument();
  await user.keyboard('{End}');
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'delivered100',
    'failed–',
  ]);
  await user.keyboard('{Escape}');
  expect(screen.getByText('simulated time')).toBeInTheDocument();
});

test('stands with nothing to show', async () => {
  show(<Chart {...props} series={[]} targets={[]} />);
  expect(await screen.findByRole('img')).toBeInTheDocument();
});

const readerOf = () => screen.findByRole('slider', { name: /^Read the chart/ });
const readings = () => screen.getAllByRole('listitem').map((item) => item.textContent);

/** As if it were drawn 200 pixels wide. */
function widen(reader: HTMLElement) {
  reader.getBoundingClientRect = () => new DOMRect(0, 0, 200, 200);
}

test('stays read after a finger is lifted and after a click, but not where a mouse only passes', async () => {
  show(<Chart {...props} />);
  const reader = await readerOf();
  widen(reader);
  fireEvent.pointerMove(reader, { clientX: 50, pointerType: 'mouse' });
  expect(readings()).toEqual(['delivered25', 'failed3']);
  fireEvent.pointerLeave(reader, { pointerType: 'mouse' });
  expect(readings()).toEqual(['delivered', 'failed']);

  const touch = { button: 0, pointerType: 'touch' };
  fireEvent.pointerDown(reader, { clientX: 80, ...touch });
  fireEvent.pointerMove(reader, { clientX: 100, ...touch });
  fireEvent.pointerUp(reader, { clientX: 100, ...touch });
  fireEvent.pointerLeave(reader, touch);
  fireEvent.blur(reader);
  expect(screen.getByText('at 10 s')).toBeInTheDocument();
  expect(readings()).toEqual(['delivered50', 'failed5']);

  fireEvent.pointerDown(reader, { clientX: 20, button: 0, pointerType: 'mouse' });
  fireEvent.pointerUp(reader, { clientX: 22, button: 0, pointerType: 'mouse' });
  fireEvent.pointerLeave(reader, { pointerType: 'mouse' });
  expect(screen.getByText('at 2.2 s')).toBeInTheDocument();
});

test('a part that is drawn over is looked at closely, and there is a way back', async () => {
  const { user } = show(<Chart {...props} />);
  const reader = await readerOf();
  widen(reader);
  fireEvent.pointerDown(reader, { clientX: 150, button: 0, pointerType: 'mouse' });
  fireEvent.pointerMove(reader, { clientX: 100, pointerType: 'mouse' });
  fireEvent.pointerUp(reader, { clientX: 100, button: 0, pointerType: 'mouse' });
  const chart = screen.getByRole('img');
  expect(within(chart).getByText('12 s')).toBeInTheDocument();
  expect(within(chart).queryByText('20 s')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show the whole' }));
  expect(within(chart).getByText('20 s')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show the whole' })).not.toBeInTheDocument();
});

test('keys look closer, and go on reading beyond what is seen', async () => {
  const { user } = show(<Chart {...props} />);
  const reader = await readerOf();
  act(() => reader.focus());
  await user.keyboard('{PageUp}++');
  const chart = screen.getByRole('img');
  expect(within(chart).queryByText('10 s')).not.toBeInTheDocument();
  await user.keyboard('{End}');
  expect(within(chart).getByText('20 s')).toBeInTheDocument();
  expect(within(chart).queryByText('10 s')).not.toBeInTheDocument();
  await user.keyboard('0');
  expect(within(chart).getByText('10 s')).toBeInTheDocument();
  expect(within(chart).getByText('0 s')).toBeInTheDocument();
});

const marked: ChartProps = {
  ...props,
  bands: [{ lane: 'lines', what: 'closed', from: 5, to: 8 }],
  marks: [{ at: 4, words: 'second district begins' }],
};

test('what happens around the curves has words: in the description, below it and in the table', async () => {
  const { user } = show(<Chart {...marked} />);
  expect(await screen.findByRole('img')).toHaveAccessibleDescription(
    'All are delivered after 20 s. At 4 s: second district begins. lines: closed from 5 s to 8 s.',
  );
  expect(screen.getByRole('list', { name: 'Marks in the chart' })).toHaveTextContent(
    '1second district begins, 4 s',
  );
  await user.click(screen.getByRole('button', { name: 'What to do with the chart: Delivered over time' }));
  await user.click(await screen.findByRole('button', { name: 'Show as a table' }));
  const table = await screen.findByRole('region', { name: 'Table of the chart: Delivered over time' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => Array.from(row.children, ({ textContent }) => textContent))).toEqual([
    ['0 s', '0', '0', ''],
    ['4 s', '20', '2', 'second district begins'],
    ['5 s', '25', '3', 'lines: closed from here'],
    ['8 s', '40', '4', 'lines: no longer closed'],
    ['10 s', '50', '5', ''],
    ['20 s', '100', '–', ''],
  ]);
});

test('the menu closes by Escape and gives the focus back', async () => {
  const { user } = show(<Chart {...props} />);
  const opener = await screen.findByRole('button', { name: /^What to do/ });
  await user.click(opener);
  expect(await screen.findByRole('button', { name: 'Look closer (+)' })).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('button', { name: 'Save as CSV' })).not.toBeInTheDocument();
  expect(opener).toHaveFocus();
});

test('is saved as a drawing that stands alone and as plain numbers', async () => {
  const saved = vi.spyOn(files, 'download').mockReturnValue();
  const { user } = show(<Chart {...marked} />);
  for (const format of ['CSV', 'SVG']) {
    await user.click(await screen.findByRole('button', { name: /^What to do/ }));
    await user.click(await screen.findByRole('button', { name: `Save as ${format}` }));
    await vi.waitFor(() =>
      expect(saved.mock.calls.at(-1)?.[1]).toBe(`delivered-over-time.${format.toLowerCase()}`),
    );
  }
  const [csv, svg] = await Promise.all(saved.mock.calls.map(([file]) => file.text()));
  expect(csv?.split('\r\n')).toEqual([
    'simulated time (s),delivered (messages),failed (messages),what happens',
    '0,0,0,',
    '4,20,2,second district begins',
    '5,25,2.5,lines: closed from here',
    '8,40,4,lines: no longer closed',
    '10,50,5,',
    '20,100,,',
    '',
  ]);
  expect(svg).toContain('<title>Delivered over time</title>');
  for (const words of ['simulated time', 'failed', '95 % within 15 s', 'second district begins, 4 s']) {
    expect(svg).toContain(words);
  }
  expect(svg).not.toMatch(/class=|style=/);
});

test('tells the clock of the zone where there is a calendar, also where its clocks are set', async () => {
  const calendar = { start: '2026-10-24T18:00:00+02:00', zone: 'Europe/Berlin' };
  const points = [
    { x: 0, y: 0 },
    { x: 36_000, y: 100 },
  ];
  const { user } = show(
    <Chart {...props} targets={[]} series={[{ name: 'a', tone: 'first', points }]} calendar={calendar} />,
  );
  const reader = await readerOf();
  await user.click(screen.getByRole('button', { name: 'Clock' }));
  expect(screen.getByText('by the clocks of Europe/Berlin')).toBeInTheDocument();
  act(() => reader.focus());
  await user.keyboard('{End}');
  expect(reader).toHaveAttribute(
    'aria-valuetext',
    expect.stringMatching(/^Sun, Oct 25, 2026, 3:00:00\sAM: a 100$/),
  );
  const chart = screen.getByRole('img');
  expect(within(chart).getByText(/^Oct 24, 6\sPM$/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Clock' }));
  expect(within(chart).getByText('10 h')).toBeInTheDocument();
});
