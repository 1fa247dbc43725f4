import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { persistent } from './polling';
import type { MessagesPage, Outcome } from './types';

/** Milliseconds: the server replays the run for every answer. */
const refetchMs = 5_000;

interface Asked {
  id: string;
  outcome: Outcome | undefined;
  /** As many messages have ended before the first one. */
  after: number;
  limit: number;
}

interface Watching {
  /** What the answer is of; a new one while the same is watched takes the place of the last. */
  view: string;
  /** Whether anybody sees it. */
  visible: boolean;
  /** Whether it changes. */
  live: boolean;
}

/** Messages that have ended, in the order of their ends. */
export function useMessages({ id, outcome, after, limit }: Asked, { view, visible, live }: Watching) {
  return useQuery({
    queryKey: ['messages', id, outcome, view, live],
    queryFn: async ({ signal }) => {
      const query = { outcome, after, limit };
      const page = api.GET('/api/simulations/{id}/messages', { params: { path: { id }, query }, signal });
      return (await answer(page)) as MessagesPage; // a string is what format=csv answers
    },
    enabled: visible,
    refetchInterval: live && refetchMs,
    staleTime: live ? refetchMs : Infinity,
    placeholderData: keepPreviousData,
    ...persistent,
  });
}
