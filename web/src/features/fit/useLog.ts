import { useEffect, useState } from 'react';
import { fitLog } from '@/api/fit';
import { asProblem, type Problem } from '@/api/problem';
import type { FitAnswer, LogLimits } from '@/api/types';
import { inOrder, recognise, wordsOf, type Columns, type Word } from './recognise';
import { readStart, type LogStart } from './table';

/** What was chosen and said, and what came of it. It outlives the view: somebody who comes back finds it. */
interface Chosen {
  file?: File | undefined;
  start?: LogStart | undefined;
  /** Why the file is none. */
  wrong?: string | undefined;
  /** Columns and meanings that somebody has said. */
  columns: Columns;
  meanings: Readonly<Record<string, string>>;
  zone: string;
  answer?: FitAnswer | undefined;
}

const nothing: Chosen = {
  file: undefined,
  start: undefined,
  wrong: undefined,
  answer: undefined,
  columns: {},
  meanings: {},
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

let kept = nothing;

/** Forgets what was chosen. */
export function forgetLog(): void {
  kept = nothing;
}

/** How far the work on a log is. */
export interface Progress {
  /** The share that is sent, up to 1. */
  sent: number;
  cancel: () => void;
}

export type Log = ReturnType<typeof useLog>;

export function useLog(limits: LogLimits) {
  const [chosen, setChosen] = useState(kept);
  const [progress, setProgress] = useState<Progress>();
  const [problem, setProblem] = useState<Problem>();
  const { file, start, columns, meanings, zone } = chosen;
  const change = (part: Partial<Chosen>) => {
    kept = { ...kept, ...part };
    setChosen(kept);
    setProblem(undefined);
  };
  const cancel = progress?.cancel;
  useEffect(() => cancel, [cancel]); // whoever leaves waits for nothing

  const taken = start ? recognise(limits, start.header, columns) : {};
  const choose = async (next: File | undefined) => {
    progress?.cancel();
    if (!next) return change({ ...nothing, zone });
    try {
      change({ ...nothing, zone, file: next, start: await readStart(next) });
    } catch (error) {
      const wrong = error instanceof Error ? error.message : 'The file cannot be read.';
      change({ ...nothing, zone, file: next, wrong });
    }
  };
  const fit = async () => {
    if (!file || progress) return;
    const controller = new AbortController();
    const { signal } = controller;
    const under = (sent: number) => setProgress({ sent, cancel });
    const cancel = () => controller.abort();
    setProblem(undefined);
    under(0);
    try {
      const options = { columns, words: meanings, zone: zone.trim(), name: nameOf(file) };
      const answer = await fitLog(file, options, { signal, onSent: under });
      if (!signal.aborted) change({ answer });
    } catch (error) {
      if (!signal.aborted) setProblem(asProblem(error));
    }
    setProgress(undefined);
  };
  return {
    ...chosen,
    taken,
    words: wordsFrom(limits, chosen, taken),
    progress,
    problem,
    choose,
    fit,
    say: (part: Pick<Partial<Chosen>, 'columns' | 'meanings' | 'zone'>) => change(part),
  };
}

/** The words of the whole log once the server has told them; until then those of its first rows. */
function wordsFrom(limits: LogLimits, { start, answer }: Chosen, taken: Columns): Word[] {
  if (!start) return [];
  const status = (columns: FitAnswer['columns']) => columns.taken.find(({ role }) => role === 'status')?.name;
  if (!answer || status(answer.columns) !== taken.status) return wordsOf(limits, start, taken);
  return inOrder(answer.read.words.filter(({ text, rows }) => text !== '' && rows > 0));
}

/** The name of the file without its ending. */
function nameOf({ name }: Pick<File, 'name'>): string {
  return name.replace(/\.[^.]*$/, '').slice(0, 80);
}
