import { useAction } from './action';
import { asProblem, problemOf } from './problem';
import { currentToken, dropToken } from './token';
import type { Outcome } from './types';

export type ExportFormat = 'csv' | 'json' | 'html';

/** Fetches timeline and summary as a file. */
export function useExport() {
  return useAction({
    mutationFn: ({ id, format }: { id: string; format: ExportFormat }) =>
      fetchFile(`/api/simulations/${encodeURIComponent(id)}/export?format=${format}`),
  });
}

/** Fetches a study as a file: every point, or a report. */
export function useStudyExport() {
  return useAction({
    mutationFn: ({ id, format }: { id: string; format: ExportFormat }) =>
      fetchFile(`/api/studies/${encodeURIComponent(id)}/export?format=${format}`),
  });
}

/** Fetches all messages that have ended, or those that ended so, as a table. */
export function useMessagesExport() {
  return useAction({
    mutationFn: ({ id, outcome }: { id: string; outcome: Outcome | undefined }) => {
      const filter = outcome ? `&outcome=${outcome}` : '';
      return fetchFile(`/api/simulations/${encodeURIComponent(id)}/messages?format=csv${filter}`);
    },
  });
}

/** A plain link could not carry the token. */
async function fetchFile(path: string): Promise<Blob> {
  const token = currentToken();
  const response = await fetch(path, { headers: { Authorization: `Bearer ${token ?? ''}` } }).catch(
    (error: unknown) => {
      throw asProblem(error);
    },
  );
  if (response.status === 401) dropToken(token, 'ended');
  if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined));
  return response.blob();
}
