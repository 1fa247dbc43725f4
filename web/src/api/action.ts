import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

/**
 * Something that is done at a click. While it is under way it is not begun again, however quick the clicks: a second
 * click comes before a button can be drawn as disabled, and its refusal would stand beside what the first one has done.
 */
export function useAction<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
): UseMutationResult<Data, Error, Variables> {
  const busy = useRef(false);
  const action = useMutation({
    ...options,
    onSettled: (...settled) => {
      busy.current = false;
      return options.onSettled?.(...settled);
    },
  });
  const { mutate } = action;
  const begin = useCallback<typeof mutate>(
    (...asked) => {
      if (busy.current) return;
      busy.current = true;
      mutate(...asked);
    },
    [mutate],
  );
  return { ...action, mutate: begin };
}
