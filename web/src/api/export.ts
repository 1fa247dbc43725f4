import { useMutation } from '@tanstack/react-query';
import { asProblem, problemOf } from './problem';
import { currentToken, dropToken } from './token';

export type ExportFormat = 'csv' | 'json';

/** Fetches timeline and summary as a file. A plain link could not carry the token. */
export function useExport() {
  return useMutation({
    mutationFn: async ({ id, format }: { id: string; format: ExportFormat }) => {
      const token = currentToken();
      const response = await fetch(`/api/simulations/${encodeURIComponent(id)}/export?format=${format}`, {
        headers: { Authorization: `Bearer ${token ?? ''}` },
      }).catch((error: unknown) => {
        throw asProblem(error);
      });
      if (response.status === 401) dropToken(token, 'ended');
      if (!response.ok) throw problemOf(response, await response.json().catch(() => undefined));
      return response.blob();
    },
  });
}
