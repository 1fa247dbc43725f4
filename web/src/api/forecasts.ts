import { useQueries, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import { notePace } from './pace';
import { persistent } from './polling';
import { asProblem } from './problem';
import type { NewSettings, Settings } from './types';

const mostTries = 3;
/** Of a server that is busy: by its Retry-After of 5 s at most, half a minute in all. */
const mostTriesOfBusy = 6;

/**
 * A forecast is beside the view, not the view: it tells itself why it is missing. What took too long would again, and costs the
 * server as much; a server that fails or is busy is not asked for ever.
 */
export const beside = {
  staleTime: Infinity,
  gcTime: 60_000,
  retry: (count: number, error: Error) => {
    const { status } = asProblem(error);
    if (status === 504 || (status >= 500 && count >= mostTries)) return false;
    if (status === 429 && count >= mostTriesOfBusy) return false;
    return persistent.retry(count, error);
  },
  retryDelay: (count: number, error: Error) =>
    Math.max(persistent.retryDelay(count), (asProblem(error).retryAfter ?? 0) * 1000),
  meta: { beside: true },
};

/** What settings will come to. A call for settings that are no longer asked for is given up. */
export function useForecast(settings: NewSettings | undefined) {
  return useQuery({
    queryKey: ['forecast', settings],
    queryFn: ({ signal }) => forecast(settings ?? ({} as NewSettings), signal),
    enabled: settings !== undefined,
    ...beside,
  });
}

/** The same with so many seeds; nothing is asked while there are none. */
export function useReplications(settings: NewSettings, runs: number | undefined) {
  return useQuery({
    queryKey: ['forecast', settings, runs],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/forecast', { body: settings, params: { query: { replications: runs } }, signal }),
      ),
    enabled: runs !== undefined,
    ...beside,
  });
}

/** What would help most; nothing is asked while there are no settings. Where it takes too many runs, there is no answer. */
export function useChanges(settings: NewSettings | undefined) {
  return useQuery({
    queryKey: ['forecast', settings, 'changes'],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/forecast', {
          body: settings ?? ({} as NewSettings),
          params: { query: { changes: true } },
          signal,
        }),
      ),
    enabled: settings !== undefined,
    ...beside,
  });
}

/** Steps in which a sending is looked at: enough to be played without leaps. */
const momentsSteps = 240;

/** How the sending stands now and then; nothing is asked while there are no settings. */
export function useMoments(settings: Settings | undefined) {
  return useQuery({
    queryKey: ['forecast', settings, 'moments'],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/forecast', {
          body: settings as NewSettings,
          params: { query: { moments: momentsSteps } },
          signal,
        }),
      ),
    enabled: settings !== undefined,
    ...beside,
  });
}

/** One forecast; settings may be whatever somebody has handed in, as the server says what is wrong with them. */
export async function forecast(settings: NewSettings, signal?: AbortSignal) {
  const began = performance.now();
  const forecast = await answer(api.POST('/api/forecast', { body: settings, signal }));
  notePace(forecast.settings.messages, (performance.now() - began) / 1000);
  return forecast;
}

/** The fewest senders that meet every objective; of one group, or of all in proportion. */
export function useFewestSenders(settings: NewSettings | undefined, group: number | undefined) {
  return useQuery({
    queryKey: ['forecast', settings, 'senders', group],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/forecast/senders', {
          body: settings ?? ({} as NewSettings),
          params: { query: { group: group?.toString() } },
          signal,
        }),
      ),
    enabled: settings !== undefined,
    ...beside,
  });
}

/** Several settings with so many seeds each, and what every single run of them came to. */
export function useReplicationsOf(all: readonly NewSettings[], runs: number) {
  return useQueries({
    queries: all.map((settings) => ({
      queryKey: ['forecast', settings, runs, 'values'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answer(
          api.POST('/api/forecast', {
            body: settings,
            params: { query: { replications: runs, values: true } },
            signal,
          }),
        ),
      ...beside,
    })),
  });
}
