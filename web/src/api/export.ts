import { useAction } from './action';
import { answer, api } from './client';
import type { Outcome } from './types';

export type ExportFormat = 'csv' | 'json' | 'html';

/** A file comes for as long as it comes: no deadline, as a large one over a slow line is not lost. */
const asFile = { parseAs: 'blob', fetch: (request: Request) => fetch(request) } as const;

/** Fetches timeline and summary as a file. */
export function useExport() {
  return useAction({
    mutationFn: ({ id, format }: { id: string; format: ExportFormat }) =>
      answer(
        api.GET('/api/simulations/{id}/export', { ...asFile, params: { path: { id }, query: { format } } }),
      ),
  });
}

/** Fetches a study as a file: every point, or a report. */
export function useStudyExport() {
  return useAction({
    mutationFn: ({ id, format }: { id: string; format: ExportFormat }) =>
      answer(api.GET('/api/studies/{id}/export', { ...asFile, params: { path: { id }, query: { format } } })),
  });
}

/** Fetches all messages that have ended, or those that ended so, as a table. */
export function useMessagesExport() {
  return useAction({
    mutationFn: ({ id, outcome }: { id: string; outcome: Outcome | undefined }) =>
      answer(
        api.GET('/api/simulations/{id}/messages', {
          ...asFile,
          params: { path: { id }, query: { format: 'csv', outcome } },
        }),
      ),
  });
}
