import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { expect, test } from 'vitest';
import type { Study } from '@/api/types';
import { show } from '@/testing/render';
import { address, problem, server } from '@/testing/server';
import { running, study } from '@/testing/studies';
import StudiesView from './StudiesView';

const json = (body: unknown) => HttpResponse.json(body as JsonBodyType);

/** Serves the list, two a page. */
function listed(all: () => Study[]) {
  server.use(
    http.get(address('/studies'), ({ request }) => {
      const from = Number(new URL(request.url).searchParams.get('after') ?? 0);
      const next = from + 2 < all().length ? { next: String(from + 2) } : {};
      return json({ items: all().slice(from, from + 2), ...next });
    }),
  );
}

test('lists the studies, newest first, page by page, and follows the one that runs', async () => {
  let first: Study = { ...running(40), id: 'study-3' };
  const failed: Study = {
    ...study,
    id: 'study-2',
    state: 'failed',
    query: { ...study.query, name: 'Too much' },
  };
  listed(() => [first, failed, { ...study, query: { ...study.query, name: 'The first' } }]);
  const { user } = show(<StudiesView />);
  const table = within(await screen.findByRole('table', { name: 'Studies' }));
  const row = await table.findByRole('row', { name: /How many/ });
  expect(row).toHaveTextContent(/Senders × Failure rate.*running 50 %.*4 × 20/);
  expect(table.getByRole('link', { name: 'How many' })).toHaveAttribute('href', '/studies/study-3');
  expect(table.queryByRole('button', { name: 'Delete How many' })).not.toBeInTheDocument();
  expect(table.getByRole('row', { name: /Too much/ })).toHaveTextContent('failed');
  expect(table.queryByText('The first')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await table.findByRole('link', { name: 'The first' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  first = { ...study, id: 'study-3' };
  await waitFor(() => expect(table.getByRole('row', { name: /How many/ })).toHaveTextContent('completed'), {
    timeout: 5_000,
  });
});

test('deletes a study after it has asked; nothing is left is said', async () => {
  let all = [study];
  listed(() => all);
  server.use(
    http.delete(address('/studies/study-1'), () => {
      all = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = show(<StudiesView />);
  await user.click(await screen.findByRole('button', { name: 'Delete How many' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(all).toHaveLength(1);
  await user.click(dialog.getByRole('button', { name: /^Delete/ }));
  expect(await screen.findByText('No study has been started yet.')).toBeInTheDocument();
});

test('says why the studies cannot be shown', async () => {
  server.use(http.get(address('/studies'), () => problem(400, { detail: 'not a cursor of this list' })));
  show(<StudiesView />);
  expect(await screen.findByText('The studies cannot be shown')).toBeInTheDocument();
  expect(screen.queryByText('No study has been started yet.')).not.toBeInTheDocument();
});
