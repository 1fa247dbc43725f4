import { screen } from '@testing-library/react';
import { lazy } from 'react';
import { expect, test, vi } from 'vitest';
import { show } from '@/testing/render';
import { Part } from './Part';

function quietly() {
  // React tells of a caught error too.
  return vi.spyOn(console, 'error').mockImplementation(() => undefined);
}

test('a part that does not arrive says so, and leaves the rest', async () => {
  quietly();
  const Missing = lazy(() =>
    Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/x.js')),
  );
  show(
    <>
      <p>The rest</p>
      <Part what="The list" loading="…">
        <Missing />
      </Part>
    </>,
  );
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('The list cannot be shown');
  expect(alert).toHaveTextContent(/did not arrive.*the form keeps what was typed/);
  expect(alert).toHaveTextContent('/assets/x.js');
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeEnabled();
  expect(screen.getByText('The rest')).toBeInTheDocument();
});

test('a part that fails says so, until something else is shown there', async () => {
  quietly();
  const Broken = () => {
    throw new RangeError('no such bin');
  };
  const { rerender } = show(
    <Part what="This page" of="/a">
      <Broken />
    </Part>,
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(/The program has made a mistake.*no such bin/);
  rerender(
    <Part what="This page" of="/b">
      <p>Another page</p>
    </Part>,
  );
  expect(screen.getByText('Another page')).toBeInTheDocument();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});
