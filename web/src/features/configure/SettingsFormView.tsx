import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, useCallback, useEffect, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { asProblem } from '@/api/problem';
import { useCreateSimulation } from '@/api/simulations';
import type { Limits, Simulation } from '@/api/types';
import { setOccupied } from '@/components/occupied';
import { Part } from '@/components/Part';
import { addresses, navigate } from '@/components/routing';
import { InPlay } from '@/components/session/InPlay';
import { useInPlay } from '@/components/session/useInPlay';
import { ActiveAlert } from './ActiveAlert';
import { ConfigureHeader } from './ConfigureHeader';
import './configure.css';
import { forgetServerErrors, showServerErrors } from './errors';
import type { Notice } from './exchange/notice';
import { NoticeAlert } from './exchange/NoticeAlert';
import { useFill } from './exchange/useFill';
import { useHandedSettings } from './exchange/useHandedSettings';
import { useLinkedSettings } from './exchange/useLinkedSettings';
import { ForecastProvider } from './forecast/ForecastProvider';
import { settingsOf } from './form';
import type { SettingsForm } from './formTypes';
import { FormSections } from './FormSections';
import { LimitsContext } from './LimitsContext';
import { useLevel } from './question/useLevel';
import { remember } from './remember';
import type { StudyForm } from './study/studyForm';
import { useStudyForm } from './study/useStudyForm';
import { VaryContext } from './study/VaryContext';
import { SubmitProblem } from './SubmitProblem';
import { useFirstError } from './useFirstError';
import { useKeptEnter } from './useKeptEnter';

const ForecastPanel = lazy(() => import('./forecast/ForecastPanel'));
const StudyPanel = lazy(() => import('./study/StudyPanel'));

interface Props {
  limits: Limits;
  initial: SettingsForm;
  earlierSeed: number | undefined;
  /** What varies at first, and whether its part of the form is open. */
  study: StudyForm;
  varying: boolean;
  /** The simulation in the way of another one. */
  active: Simulation | undefined;
}

export function SettingsFormView({ limits, initial, earlierSeed, study, varying, active }: Props) {
  const studied = useStudyForm(study, varying);
  const form = useForm<SettingsForm>({ defaultValues: initial, mode: 'onTouched', shouldFocusError: false });
  const create = useCreateSimulation();
  const inPlay = useInPlay();
  const [others, setOthers] = useState<string[]>([]);
  const element = useRef<HTMLFormElement>(null);
  const [level, setLevel] = useLevel();
  useKeptEnter(element);
  const { focusFirstError } = useFirstError(element, () => setLevel('everything'));
  const [notice, setNotice] = useState<Notice>();
  const fill = useFill(limits, form);
  useLinkedSettings(fill, setNotice);
  useHandedSettings(form, fill, setNotice);

  const { isError: refused, reset } = create;
  const forgetOutcome = useCallback(() => {
    if (refused) reset();
  }, [refused, reset]);

  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values, name }) => {
          remember(values);
          setOccupied(true);
          // The server judged what was submitted; this is something else.
          forgetServerErrors(form, name);
          forgetOutcome();
        },
      }),
    [form, forgetOutcome],
  );

  useEffect(() => () => setOccupied(false), []);

  // Nor does it stand that another simulation is active once that is over.
  const inTheWay = active !== undefined;
  const [wasInTheWay, setWasInTheWay] = useState(inTheWay);
  if (wasInTheWay !== inTheWay) {
    setWasInTheWay(inTheWay);
    if (!inTheWay) forgetOutcome();
  }

  const submit = (values: SettingsForm) => {
    setOthers([]);
    create.mutate(settingsOf(limits, values), {
      onSuccess: ({ id }) => navigate(addresses.simulation(id)),
      onError: (error) => {
        if (inPlay.asks(error, () => submit(values))) {
          reset();
          return;
        }
        setOthers(showServerErrors(limits, form, asProblem(error)));
        focusFirstError();
      },
    });
  };

  return (
    <LimitsContext value={limits}>
      <FormProvider {...form}>
        <VaryContext value={studied.context}>
          <ForecastProvider>
            <div className="configure">
              <div className="configure-top">
                <ConfigureHeader
                  limits={limits}
                  level={level}
                  onLevel={setLevel}
                  fill={fill}
                  tell={setNotice}
                />
              </div>
              <div>
                <form
                  ref={element}
                  noValidate
                  onSubmit={(event) => {
                    forgetServerErrors(form, undefined); // those of lists would stand in the way
                    void form.handleSubmit(submit, focusFirstError)(event);
                  }}
                >
                  <Form
                    actions={
                      <Button
                        formAction="submit"
                        variant="primary"
                        loading={create.isPending}
                        loadingText="Submitting the settings"
                        disabled={active !== undefined}
                        disabledReason={
                          active && `“${active.settings.name}” is ${active.state}; one simulation at a time.`
                        }
                      >
                        {create.isPending ? 'Submitting…' : 'Submit'}
                      </Button>
                    }
                  >
                    <NoticeAlert notice={notice} onDismiss={() => setNotice(undefined)} />
                    <SpaceBetween size="l">
                      {active && <ActiveAlert simulation={active} />}
                      <FormSections
                        level={level}
                        earlierSeed={earlierSeed}
                        onMore={() => setLevel('everything')}
                      />
                      <SubmitProblem error={create.error} others={others} />
                    </SpaceBetween>
                  </Form>
                </form>
                {(level !== 'question' || studied.expanded) && (
                  <Part what="The study">
                    <StudyPanel {...studied} />
                  </Part>
                )}
              </div>
              <aside className="configure-aside" aria-label="Forecast">
                <Part what="The forecast">
                  <ForecastPanel />
                </Part>
              </aside>
            </div>
          </ForecastProvider>
          <InPlay {...inPlay} />
        </VaryContext>
      </FormProvider>
    </LimitsContext>
  );
}
