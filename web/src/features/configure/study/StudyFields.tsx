import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, type SubmitEvent } from 'react';
import { asProblem } from '@/api/problem';
import { addresses, follow } from '@/components/routing';
import { InPlay } from '@/components/session/InPlay';
import { FaultList } from '../FaultList';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { Estimate } from './Estimate';
import { FactorFields } from './FactorFields';
import { StudyText } from './StudyText';
import { maxFactors, newFactor, type FactorForm, type StudyForm } from './studyForm';
import { useStudySubmit } from './useStudySubmit';
import type { StudyState } from './useStudyForm';
import { variablesIn } from './variables';

const finds: { value: StudyForm['find']; label: string; description: string }[] = [
  { value: 'cheapest', label: 'The cheapest', description: 'Of the points that meet every objective' },
  { value: 'fastest', label: 'The fastest', description: 'Of the points that meet every objective' },
  { value: 'grid', label: 'Nothing', description: 'Every point is told, and none is picked' },
];

/** What varies, with how many seeds and what is looked for; what that comes to, and its start. */
export default function StudyFields({ study, change, wanted, form }: StudyState & { form: SettingsForm }) {
  const limits = useAllLimits();
  const element = useRef<HTMLFormElement>(null);
  const { faults, touch, estimate, start, create, others, inPlay } = useStudySubmit(form, study, element);
  const variables = variablesIn(limits, form);
  const full = study.factors.length >= maxFactors;

  useEffect(() => {
    if (!wanted) return;
    const group = element.current?.querySelector(`[data-factor="${wanted.path}"]`);
    const field = group?.querySelector<HTMLElement>('[data-levels] :is(input, textarea, button)');
    (field ?? element.current)?.focus();
  }, [wanted]);

  const edit = (id: number, changes: Partial<FactorForm>) =>
    change((before) => ({
      ...before,
      factors: before.factors.map((factor) => (factor.id === id ? { ...factor, ...changes } : factor)),
    }));
  const add = (changes: Partial<FactorForm>) =>
    change((before) => ({ ...before, factors: [...before.factors, newFactor(before, changes)] }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    start();
  };

  return (
    <>
      <form ref={element} noValidate tabIndex={-1} aria-label="Study" onSubmit={submit}>
        <SpaceBetween size="l">
          {study.factors.map((factor, i) => (
            <FactorFields
              key={factor.id}
              number={i + 1}
              factor={factor}
              variables={variables}
              faultOf={(field) => faults[`factors.${i}.${field}`]}
              touch={(field) => touch(`factors.${i}.${field}`)}
              onChange={(changes) => edit(factor.id, changes)}
              onRemove={() =>
                change((before) => ({
                  ...before,
                  factors: before.factors.filter(({ id }) => id !== factor.id),
                }))
              }
            />
          ))}
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              formAction="none"
              iconName="add-plus"
              disabled={full}
              disabledReason={`There may be at most ${maxFactors}.`}
              onClick={() => add({})}
            >
              Vary a field
            </Button>
            <Button
              formAction="none"
              iconName="add-plus"
              disabled={full}
              disabledReason={`There may be at most ${maxFactors}.`}
              onClick={() => add({ kind: 'alternatives' })}
            >
              Compare alternatives
            </Button>
          </SpaceBetween>
          <ColumnLayout columns={3}>
            <StudyText
              label="Seeds"
              description="Runs of each point, every point with the same seeds."
              numeric
              value={study.replications}
              fault={faults.replications}
              onLeave={() => touch('replications')}
              onChange={(replications) => change((before) => ({ ...before, replications }))}
            />
            <FormField label="Look for" description="What is picked in the end." errorText={faults.find}>
              <Select
                selectedOption={finds.find(({ value }) => value === study.find) ?? null}
                options={finds}
                onChange={({ detail }) => {
                  const find = detail.selectedOption.value as StudyForm['find'];
                  change((before) => ({ ...before, find }));
                }}
              />
            </FormField>
            <StudyText
              label="Met with at least"
              description="The share of the seeds in which every objective has to be met."
              suffix="%"
              value={study.probability}
              fault={faults.probability}
              onLeave={() => touch('probability')}
              onChange={(probability) => change((before) => ({ ...before, probability }))}
            />
          </ColumnLayout>
          <Estimate {...estimate} faults={faults} />
          <NotStarted error={create.error} others={others} />
          <Button formAction="submit" loading={create.isPending} loadingText="Starting the study">
            {create.isPending ? 'Starting…' : 'Start the study'}
          </Button>
        </SpaceBetween>
      </form>
      <InPlay {...inPlay} />
    </>
  );
}

/** Why the study was not started. Errors of fields stand beside those. */
function NotStarted({ error, others }: { error: Error | null; others: string[] }) {
  if (!error) return null;
  const problem = asProblem(error);
  const busy = problem.status === 409;
  return (
    <div role="alert">
      <Alert
        type="error"
        header={busy ? 'Another study is running' : 'The study was not started'}
        action={
          busy && (
            <Link href={addresses.studies} onFollow={follow}>
              Show the studies
            </Link>
          )
        }
      >
        {problem.message}
        {problem.unreachable && ' What you typed is kept; try again in a moment.'}
        {others.length > 0 && (
          <FaultList faults={others.map((message) => ({ place: 'The study', message }))} />
        )}
      </Alert>
    </div>
  );
}
