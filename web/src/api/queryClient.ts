import { QueryClient } from '@tanstack/react-query';

/** 'always': the server may be on this very machine, where being offline means nothing. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always' },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
