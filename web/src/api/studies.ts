import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from './action';
import { answer, api } from './client';
import { beside } from './forecasts';
import { persistent } from './polling';
import { asProblem } from './problem';
import { beInSession } from './session';
import { useToken } from './token';
import type { Study, StudyInput, StudyPoint } from './types';

const listKey = ['studies'] as const;
const keyOf = (id: string) => ['study', id] as const;

/** Milliseconds between two looks at a study that runs, and at most. */
const lookMs = 1_000;
const maxLookMs = 5_000;

/** Each look at a long study reads more, and shows less that is new: so there are about a hundred, as long as they are near enough. */
export function lookEvery({ estimate }: Pick<Study, 'estimate'>): number {
  return Math.min(maxLookMs, Math.max(lookMs, estimate.wallSeconds * 10));
}

/** What a study comes to is asked for when another twentieth of it is made: it takes the server some work. */
const steps = 20;

/** Points that the server gives at once. */
const pageSize = 500;

/** One study and how far it is, until it has ended. Nothing is asked while there is no id. */
export function useStudy(id: string | undefined) {
  return useQuery({
    queryKey: keyOf(id ?? ''),
    queryFn: ({ signal }) =>
      answer(api.GET('/api/studies/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data } }) => data?.state === 'running' && lookEvery(data),
    staleTime: ({ state: { data } }) => (data && data.state !== 'running' ? Infinity : 0),
    ...persistent,
  });
}

/** How much of a study is made, in steps at which it is worth asking what it comes to. */
function stepOf({ state, progress }: Study): number {
  return state === 'running' ? Math.floor(progress.share * steps) : steps + 1;
}

/** The step that is asked for: the next one once the last is answered, so that a slow answer is not given up for ever. */
function useSteps(study: Study): [step: number, settle: (fetching: boolean) => void] {
  const now = stepOf(study);
  const [asked, setAsked] = useState(now);
  return [
    asked,
    (fetching) => {
      if (asked !== now && (!fetching || now > steps)) setAsked(now);
    },
  ];
}

/** What a study comes to as far as it is made; the last that was told until there is more. */
export function useStudyAnswer(study: Study) {
  const [step, settle] = useSteps(study);
  const query = useQuery({
    queryKey: [...keyOf(study.id), 'answer', step],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/studies/{id}/answer', { params: { path: { id: study.id } }, signal })),
    enabled: study.progress.runs > 0 || study.state !== 'running',
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    ...persistent,
  });
  settle(query.isFetching);
  return query;
}

/** The points that are made, with every figure; not asked for unless wanted. */
export function useStudyPoints(study: Study, wanted: boolean) {
  const [step, settle] = useSteps(study);
  const query = useQuery({
    queryKey: [...keyOf(study.id), 'points', step],
    queryFn: ({ signal }) => readPoints(study.id, signal),
    enabled: wanted && (study.progress.runs > 0 || study.state !== 'running'),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    ...persistent,
  });
  settle(query.isFetching);
  return query;
}

async function readPoints(id: string, signal: AbortSignal): Promise<StudyPoint[]> {
  const points: StudyPoint[] = [];
  for (let from: number | null = 0; from !== null;) {
    const query: { from: number; limit: number } = { from, limit: pageSize };
    const page: { items: StudyPoint[]; next: number | null } = await answer(
      api.GET('/api/studies/{id}/points', { params: { path: { id }, query }, signal }),
    );
    points.push(...page.items);
    from = page.next;
  }
  return points;
}

/** One point that is made, with every figure; nothing if it is not made. */
export function useStudyPoint(id: string, number: number) {
  return useQuery({
    queryKey: [...keyOf(id), 'point', number],
    queryFn: async ({ signal }) => {
      const query = { from: number, limit: 1 };
      const page = await answer(
        api.GET('/api/studies/{id}/points', { params: { path: { id }, query }, signal }),
      );
      return page.items[0] ?? null;
    },
    staleTime: Infinity,
    ...persistent,
  });
}

/** What a study is before it starts. A call for one that is no longer asked for is given up. */
export function useEstimate(query: StudyInput | undefined) {
  const member = useToken() !== null;
  return useQuery({
    queryKey: ['estimate', query],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/study-estimate', { body: query ?? ({} as StudyInput), signal })),
    enabled: query !== undefined && member,
    ...beside,
  });
}

/** The studies, newest first, page by page. */
export function useStudies() {
  return useInfiniteQuery({
    queryKey: listKey,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/studies', { params: { query: { after: pageParam, limit: 20 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => state === 'running')) && 2 * lookMs,
    ...persistent,
  });
}

/** Starts a study; whoever is in no session opens one by it. */
export function useCreateStudy() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (query: StudyInput) => {
      await beInSession();
      return answer(api.POST('/api/studies', { body: query }));
    },
    onSuccess: (study) => show(client, study),
  });
}

export function useCancelStudy() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (id: string) => answer(api.POST('/api/studies/{id}/cancel', { params: { path: { id } } })),
    onSuccess: (study) => show(client, study),
    onError: (_error, id) => client.invalidateQueries({ queryKey: keyOf(id), exact: true }),
  });
}

export function useDeleteStudy() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (id: string) => {
      try {
        await answer(api.DELETE('/api/studies/{id}', { params: { path: { id } } }));
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
async function show(client: QueryClient, study: Study) {
  await client.cancelQueries({ queryKey: keyOf(study.id), exact: true });
  client.setQueryData(keyOf(study.id), study);
}
