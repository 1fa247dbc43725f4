import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
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
  await user.tab();
  expect(reader).toHaveFocus();
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
