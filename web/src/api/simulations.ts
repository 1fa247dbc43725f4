import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQueries,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useAction } from './action';
import { answer, api } from './client';
import { persistent } from './polling';
import { asProblem } from './problem';
import { beInSession } from './session';
import { later, lookingSeconds } from './snapshots';
import { useToken } from './token';
import { hasEnded, type NewSettings, type Simulation, type SimulationState } from './types';

const listKey = ['simulations'] as const;
const keyOf = (id: string) => ['simulation', id] as const;

/** A simulation as it is at this moment, for members. */
export function readSimulation(id: string) {
  return answer(api.GET('/api/simulations/{id}', { params: { path: { id } } }));
}

/** A snapshot, for whoever knows the id. The browser asks whether its own is still the newest. */
function readSnapshot(id: string, signal: AbortSignal) {
  return answer(api.GET('/api/snapshots/{id}', { params: { path: { id } }, signal, cache: 'no-cache' }));
}

/** One simulation, asked for every so often until it has ended: members do so at its own monitoring interval. */
function simulationQuery(id: string | undefined, member: boolean) {
  return queryOptions({
    queryKey: keyOf(id ?? ''),
    queryFn: ({ signal }) => readSnapshot(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) =>
      data && !hasEnded(data.state)
        ? Math.max(data.settings.monitoringInterval, member ? 0 : lookingSeconds) * 1000
        : false,
    staleTime: ({ state: { data } }) => (data && hasEnded(data.state) ? Infinity : 0),
    structuralSharing: (shown, next) => later(shown as Simulation | undefined, next as Simulation),
    ...persistent,
  });
}

export function useSimulation(id: string | undefined) {
  const member = useToken() !== null;
  return useQuery(simulationQuery(id, member));
}

/** Several simulations, in this order. */
export function useSimulationsOf(ids: readonly string[]) {
  const member = useToken() !== null;
  return useQueries({ queries: ids.map((id) => simulationQuery(id, member)) });
}

/** The state of a simulation as far as it is known, without asking for it. */
function useKnownState(id: string | undefined): SimulationState | undefined {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  return useSyncExternalStore(subscribe, () => client.getQueryData<Simulation>(keyOf(id ?? ''))?.state);
}

/** Reports whether a simulation is known that has not ended. */
export function useIsActive(id: string | undefined): boolean {
  const state = useKnownState(id);
  return state !== undefined && !hasEnded(state);
}

/** Reports whether a simulation is known that is at work. One that is ready is not: it ends with its session. */
export function useIsBusy(id: string | undefined): boolean {
  const state = useKnownState(id);
  return state === 'preparing' || state === 'running';
}

/** What is wanted of the history; nothing: all of it. */
export interface Find {
  /** In the name or in a tag, in any case. */
  find?: string | undefined;
  tag?: string | undefined;
  state?: SimulationState | undefined;
}

/** The history, newest first, page by page: all of it is searched, not only what is loaded. */
export function useSimulations(wanted: Find) {
  return useInfiniteQuery({
    queryKey: [...listKey, wanted],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/simulations', {
          params: { query: { ...wanted, after: pageParam, limit: 20 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    ...persistent,
  });
}

/** Tags that a simulation gets and loses. */
interface Tagging {
  id: string;
  add?: string[];
  remove?: string[];
}

export function useTagSimulation() {
  const client = useQueryClient();
  return useAction({
    mutationFn: ({ id, add = [], remove = [] }: Tagging) =>
      answer(api.POST('/api/simulations/{id}/tags', { params: { path: { id } }, body: { add, remove } })),
    onSettled: () => client.invalidateQueries({ queryKey: listKey }),
  });
}

/** Submits settings; whoever is in no session opens one by it. */
export function useCreateSimulation() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (settings: NewSettings) => {
      await beInSession();
      return answer(api.POST('/api/simulations', { body: settings }));
    },
    onSuccess: (simulation) => show(client, simulation),
  });
}

export function useStartSimulation() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (id: string) => answer(api.POST('/api/simulations/{id}/start', { params: { path: { id } } })),
    onSuccess: (simulation) => show(client, simulation),
    onError: (_error, id) => client.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

export function useCancelSimulation() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (id: string) =>
      answer(api.POST('/api/simulations/{id}/cancel', { params: { path: { id } } })),
    onSuccess: (simulation) => show(client, simulation),
    onError: (_error, id) => client.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

export function useDeleteSimulation() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (id: string) => {
      try {
        await answer(api.DELETE('/api/simulations/{id}', { params: { path: { id } } }));
      } catch (error) {
        if (asProblem(error).status !== 404) throw error; // another member has deleted it: it is gone
      }
    },
    onSuccess: (_nothing, id) => {
      client.removeQueries({ queryKey: keyOf(id) });
      return client.invalidateQueries({ queryKey: listKey });
    },
  });
}

/** Puts the answer of a change where the views look; a poll begun before it must not overwrite it. */
async function show(client: QueryClient, simulation: Simulation) {
  await client.cancelQueries({ queryKey: keyOf(simulation.id) });
  client.setQueryData(keyOf(simulation.id), simulation);
}
