import { useCallback, useMemo, useState } from 'react';
import { maxFactors, newFactor, rememberStudy, withoutElement, type StudyForm } from './studyForm';
import type { Vary } from './VaryContext';

/** What varies, and what the fields of the form need to know of it. */
export function useStudyForm(initial: StudyForm, varying: boolean) {
  const [study, setStudy] = useState(initial);
  const [expanded, setExpanded] = useState(varying);
  /** The factor whose levels are wanted, and how often one was. */
  const [wanted, setWanted] = useState<{ path: string; times: number }>();

  const change = useCallback((edit: (before: StudyForm) => StudyForm) => {
    setStudy((before) => {
      const after = edit(before);
      rememberStudy(after);
      return after;
    });
  }, []);
  const paths = study.factors.map(({ path }) => path).join(' ');
  const context = useMemo((): Vary => {
    const all = paths.split(' ');
    return {
      varies: (path) => all.includes(path),
      vary: (path) => {
        change((before) => {
          if (before.factors.some((factor) => factor.path === path) || before.factors.length >= maxFactors)
            return before;
          return { ...before, factors: [...before.factors, newFactor(before, { path })] };
        });
        setExpanded(true);
        setWanted((before) => ({ path, times: (before?.times ?? 0) + 1 }));
      },
      removed: (list, index) => change((before) => withoutElement(before, list, index)),
    };
  }, [paths, change]);
  return { study, change, expanded, setExpanded, wanted, context };
}

export type StudyState = ReturnType<typeof useStudyForm>;
