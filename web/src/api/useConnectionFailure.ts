import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { asProblem, type Problem } from './problem';

/** Why something that is on screen cannot be brought up to date, while it is tried again. */
export function useConnectionFailure(): Problem | null {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  const failure = useSyncExternalStore(subscribe, () => {
    const failing = cache
      .getAll()
      .find(
        (query) =>
          query.isActive() &&
          query.state.fetchStatus !== 'idle' &&
          query.state.fetchFailureReason &&
          !query.meta?.beside,
      );
    return failing?.state.fetchFailureReason ?? null;
  });
  return failure ? asProblem(failure) : null;
}
