import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
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
import { AlertSection } from './AlertSection';
import { AudienceSection } from './AudienceSection';
import { CalendarSection } from './CalendarSection';
import { CapsSection } from './CapsSection';
import { ChannelsSection } from './ChannelsSection';
import './configure.css';
import { forgetServerErrors, showServerErrors } from './errors';
import { ExchangeButtons } from './exchange/ExchangeButtons';
import type { Notice } from './exchange/notice';
import { NoticeAlert } from './exchange/NoticeAlert';
import { useFill } from './exchange/useFill';
import { useHandedSettings } from './exchange/useHandedSettings';
import { useLinkedSettings } from './exchange/useLinkedSettings';
import { defaultForm, settingsOf } from './form';
import type { SettingsForm } from './formTypes';
import { LimitsContext } from './LimitsContext';
import { ObjectivesSection } from './ObjectivesSection';
import { forget, remember } from './remember';
import { RetrySection } from './RetrySection';
import { RunSection } from './RunSection';
import { SendersSection } from './SendersSection';
import { StepsSection } from './StepsSection';
import type { StudyForm } from './study/studyForm';
import { StudyPanel } from './study/StudyPanel';
import { useStudyForm } from './study/useStudyForm';
import { VaryContext } from './study/VaryContext';
import { SubmitProblem } from './SubmitProblem';

const ForecastPanel = lazy(() => import('./forecast/ForecastPanel'));

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
  const { focusFirstError } = useFirstError(element);
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
          <div className="configure">
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
                  header={
                    <Header
                      variant="h1"
                      description="Describe the alert and its senders. Times may be written as 90 (seconds), 15m or 2h 30min, shares as 5 or 5 %, counts as 250000 or 250,000."
                      actions={<ExchangeButtons fill={fill} tell={setNotice} />}
                    >
                      New simulation
                    </Header>
                  }
                  actions={
                    <SpaceBetween direction="horizontal" size="xs">
                      <Button
                        formAction="none"
                        variant="link"
                        disabled={create.isPending}
                        onClick={() => {
                          form.reset(defaultForm(limits));
                          forget();
                          setNotice(undefined);
                        }}
                      >
                        Back to the defaults
                      </Button>
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
                    </SpaceBetween>
                  }
                >
                  <NoticeAlert notice={notice} onDismiss={() => setNotice(undefined)} />
                  <SpaceBetween size="l">
                    {active && <ActiveAlert simulation={active} />}
                    <AlertSection />
                    <SendersSection />
                    <RetrySection />
                    <ChannelsSection />
                    <StepsSection />
                    <AudienceSection />
                    <CapsSection />
                    <ObjectivesSection />
                    <CalendarSection />
                    <RunSection earlierSeed={earlierSeed} />
                    <SubmitProblem error={create.error} others={others} />
                  </SpaceBetween>
                </Form>
              </form>
              <StudyPanel {...studied} />
            </div>
            <aside className="configure-aside" aria-label="Forecast">
              <Part what="The forecast">
                <ForecastPanel />
              </Part>
            </aside>
          </div>
          <InPlay {...inPlay} />
        </VaryContext>
      </FormProvider>
    </LimitsContext>
  );
}

/** Takes the cursor to the first wrong field, once it is marked and its section open. */
function useFirstError(element: React.RefObject<HTMLFormElement | null>) {
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked === 0) return;
    const first = element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]');
    first?.focus();
  }, [asked, element]);
  return { focusFirstError: () => setAsked((count) => count + 1) };
}
