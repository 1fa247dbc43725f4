import { useMemo, useState, type RefObject } from 'react';
import { useFormContext } from 'react-hook-form';
import { asProblem } from '@/api/problem';
import { useCreateStudy, useEstimate } from '@/api/studies';
import { addresses, navigate } from '@/components/routing';
import { useInPlay } from '@/components/session/useInPlay';
import { faultsOf, showServerErrors } from '../errors';
import { useDebounced } from '@/components/useDebounced';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { queryOf, type StudyFaults } from './query';
import { serverFaults } from './serverFaults';
import type { StudyForm } from './studyForm';

const restMs = 300;

/** What is wrong with what varies, what it comes to before it starts, and its start. */
export function useStudySubmit(form: SettingsForm, study: StudyForm, element: RefObject<HTMLElement | null>) {
  const limits = useAllLimits();
  const context = useFormContext<SettingsForm>();
  const create = useCreateStudy();
  const inPlay = useInPlay();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<{
    study: StudyForm;
    form: SettingsForm;
    faults: StudyFaults;
    others: string[];
  }>();

  const rested = { form: useDebounced(form, restMs), study: useDebounced(study, restMs) };
  const resting = rested.form === form && rested.study === study;
  const settingsFaults = useMemo(() => faultsOf(limits, rested.form), [limits, rested.form]);
  const asked = useMemo(
    () => (settingsFaults.length > 0 ? undefined : queryOf(limits, rested.form, rested.study).query),
    [limits, rested.form, rested.study, settingsFaults],
  );
  const query = useEstimate(asked);
  const own = useMemo(() => queryOf(limits, form, study).faults ?? {}, [limits, form, study]);
  const problem = query.error && resting ? asProblem(query.error) : undefined;
  const judged = problem ? serverFaults(study, problem) : undefined;
  const shown = Object.fromEntries(Object.entries(own).filter(([field]) => tried || touched.has(field)));
  const isCurrent = refused?.study === study && refused.form === form;
  const faults: StudyFaults = { ...judged?.faults, ...(isCurrent ? refused.faults : {}), ...shown };

  const focusFirst = () =>
    setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());

  const start = () => {
    setTried(true);
    const wrong = faultsOf(limits, form);
    if (wrong.length > 0) void context.trigger();
    const { query: wanted } = queryOf(limits, form, study);
    if (!wanted || wrong.length > 0) {
      focusFirst();
      return;
    }
    create.mutate(wanted, {
      onSuccess: ({ id }) => navigate(addresses.study(id)),
      onError: (error) => {
        if (inPlay.asks(error, start)) {
          create.reset();
          return;
        }
        const told = serverFaults(study, asProblem(error));
        const others = showServerErrors(limits, context, { fields: told.settings });
        if (told.faults.vary) others.push(told.faults.vary);
        setRefused({ study, form, faults: told.faults, others });
        focusFirst();
      },
    });
  };

  return {
    faults,
    touch: (field: string) => setTouched((before) => new Set(before).add(field)),
    start,
    create,
    inPlay,
    others: isCurrent ? refused.others : [],
    estimate: {
      estimate: resting ? query.data : undefined,
      replications: study.replications,
      waiting: !resting || query.isFetching,
      settingsFaults,
      /** Why there is none, unless a field says it. */
      problem,
      settingsProblems: judged?.settings ?? [],
    },
  };
}

export type EstimateState = ReturnType<typeof useStudySubmit>['estimate'];
