import { useState } from 'react';
import { useReplicationsOf } from '@/api/forecasts';
import { useLimits } from '@/api/limits';
import type { NewSettings, Replications } from '@/api/types';
import { attemptsOf } from '@/components/attempts';
import { chanceOf, type Chance } from './chance';
import { isSameGoal, startOf, type Goal } from './measure';
import type { Run } from './run';

/** Seeds that tell chance from a difference well enough: 15 of 20 on one side do. */
const wantedSeeds = 20;
/** With fewer than six the sign test can tell nothing. */
const fewestSeeds = 6;
/** So many attempts of all runs together take the server about half a second; more are computed when asked for. */
const unasked = 20_000_000;

export interface ChanceState {
  /** How many seeds each run gets. */
  seeds: number;
  /** Too large to be run with several seeds in one call. */
  tooLarge: boolean;
  /** It waits until somebody asks. */
  ask: (() => void) | undefined;
  computing: boolean;
  error: Error | null;
  /** For each run but the first, in their order; nothing while it is not known. */
  of: (Chance | undefined)[];
}

/** How runs differ when all have the same seeds, one after the other. */
export function useChance(runs: readonly Run[], goal: Goal | undefined): ChanceState {
  const limits = useLimits();
  const [asked, setAsked] = useState<string>();
  const key = runs.map(({ id }) => id).join();
  const most = Math.max(1, ...runs.map(({ settings }) => settings.messages * attemptsOf(settings)));
  const seeds = Math.min(wantedSeeds, Math.floor((limits.data?.maxReplicatedAttempts ?? 0) / most));
  const tooLarge = limits.data !== undefined && seeds < fewestSeeds;
  const small = most * wantedSeeds * runs.length <= unasked;
  const wanted = goal !== undefined && limits.data !== undefined && !tooLarge && (small || asked === key);
  const seed = runs[0]?.settings.seed ?? 0;
  const queries = useReplicationsOf(wanted ? runs.map((run) => settingsFor(run, goal, seed)) : [], seeds);
  const times = runs.map((run, index) => timesOf(queries[index]?.data?.replications, goal, run));
  const [first, ...others] = times;
  return {
    seeds,
    tooLarge,
    ask: goal !== undefined && !wanted && !tooLarge && limits.data ? () => setAsked(key) : undefined,
    computing: queries.some(({ isPending, isError }) => isPending && !isError),
    error: queries.find(({ isError }) => isError)?.error ?? null,
    of: others.map((other) => first && other && chanceOf(first, other)),
  };
}

/** The settings of a run with the seed of all, and the goal as the one objective: neither changes what happens. */
function settingsFor({ settings }: Run, goal: Goal, seed: number): NewSettings {
  const { share, acknowledged, audience, within } = goal;
  const objective = {
    share,
    within: within ?? 900,
    ...(acknowledged && { of: 'acknowledged' as const }),
    ...(audience !== undefined && { audience }),
  };
  return { ...settings, autoStart: false, seed, objectives: [objective] } as NewSettings;
}

/** When the goal is reached with each seed, from when its audience comes. */
function timesOf(replications: Replications | undefined, goal: Goal | undefined, { settings }: Run) {
  const objective = goal && replications?.objectives.find((one) => isSameGoal(one, goal));
  const start = startOf(settings, goal?.audience);
  return objective?.values?.map((at) => (at === null ? null : at - start));
}
