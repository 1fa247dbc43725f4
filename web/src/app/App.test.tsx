import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { newQueryClient } from '@/api/queryClient';
import { App } from './App';

vi.mock('./Shell', () => ({
  Shell: () => {
    throw new Error('broken');
  },
}));

test('a frame that fails leaves no white page', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  render(<App client={newQueryClient()} />);
  expect(screen.getByRole('alert')).toHaveTextContent('The program has made a mistake');
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeEnabled();
});
