import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { persistent } from './polling';

/** Bounds, defaults and help of every setting; they do not change while the server runs. */
export const limitsQuery = queryOptions({
  queryKey: ['limits'],
  queryFn: ({ signal }) => answer(api.GET('/api/limits', { signal })),
  staleTime: Infinity,
  gcTime: Infinity,
  ...persistent,
});

export function useLimits() {
  return useQuery(limitsQuery);
}
