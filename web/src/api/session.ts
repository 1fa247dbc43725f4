import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useAction } from './action';
import { answer, api } from './client';
import { persistent } from './polling';
import { currentToken, dropToken, keepToken, useToken } from './token';

const sessionKey = ['session'] as const;

/** The session this browser is in, looked at every so many milliseconds; looking keeps it alive. */
export function useSession(interval: number | false) {
  const token = useToken();
  return useQuery({
    queryKey: [...sessionKey, token],
    queryFn: ({ signal }) => answer(api.GET('/api/session', { signal })),
    enabled: token !== null,
    refetchInterval: interval,
    ...persistent,
  });
}

export function readSession() {
  return answer(api.GET('/api/session'));
}

/** Says that somebody is there, so that the session goes on. */
export function useKeepSession() {
  const client = useQueryClient();
  return useAction({
    mutationFn: readSession,
    onSuccess: (session) => client.setQueryData([...sessionKey, currentToken()], session),
  });
}

export function useOpenSession() {
  return useAction({
    mutationFn: beInSession,
  });
}

/** Opens a session unless this browser is in one: what only members may do, anybody may begin with. */
export async function beInSession(): Promise<void> {
  if (currentToken() !== null) return;
  const { token } = await answer(api.POST('/api/session'));
  keepToken(token);
}

export function useJoinSession() {
  return useAction({
    mutationFn: (managementKey: string) => answer(api.POST('/api/session/join', { body: { managementKey } })),
    onSuccess: ({ token }) => keepToken(token),
  });
}

/** Ends the session for all its members. */
export function useEndSession() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async () => {
      const token = currentToken();
      await answer(api.DELETE('/api/session'));
      return token;
    },
    onSuccess: (token) => {
      dropToken(token, 'reset');
      forgetAll(client);
    },
  });
}

/** Forgets the session on this browser; it goes on for the others. */
export function useLeaveSession() {
  const client = useQueryClient();
  return () => {
    dropToken(currentToken(), 'left');
    forgetAll(client);
  };
}

function forgetAll(client: QueryClient) {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'limits' });
}
