import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { useFormContext } from 'react-hook-form';
import { useFewestSenders } from '@/api/forecasts';
import { asProblem, type Problem } from '@/api/problem';
import type { SendersAnswer } from '@/api/types';
import { formatCounted, typedFigure } from '@/components/format';
import { faultsIn, faultsOf } from '../errors';
import { FaultList } from '../FaultList';
import { delayInWords } from '../forecast/delay';
import { forecastable } from '../forecast/forecastable';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { FoundSenders } from './FoundSenders';
import { Searching } from './Searching';

interface Props {
  form: SettingsForm;
  group: number | undefined;
  of: string;
  onDismiss: () => void;
}

/** Looks for the fewest senders that meet every objective, and fills them in if they are wanted. */
export default function SendersDialog({ form, group, of, onDismiss }: Props) {
  const limits = useAllLimits();
  const { setValue } = useFormContext<SettingsForm>();
  const faults = faultsOf(limits, form);
  const sound = faults.length === 0;
  const settings = useMemo(() => (sound ? forecastable(limits, form) : undefined), [limits, form, sound]);
  const query = useFewestSenders(settings, group);
  const delay = query.isFetching && query.failureReason ? asProblem(query.failureReason) : undefined;

  const use = ({ groups, forecast }: SendersAnswer) => {
    groups.forEach((senders, index) => {
      if (group !== undefined && group !== index) return;
      setValue(`senderGroups.${index}.senders`, typedFigure(senders), {
        shouldDirty: true,
        shouldValidate: true,
      });
    });
    // With a seed of chance the run would not be one of those that were searched with.
    if (form.seed.trim() === '')
      setValue('seed', typedFigure(forecast.settings.seed), { shouldDirty: true, shouldValidate: true });
    onDismiss();
  };

  return (
    <Modal
      visible
      size="large"
      header={`The number of senders of ${of}`}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={onDismiss}>
              {query.data ? 'Leave it as it is' : query.isFetching ? 'Stop the search' : 'Close'}
            </Button>
            {query.data && (
              <Button formAction="none" variant="primary" onClick={() => use(query.data)}>
                Use {formatCounted(wanted(query.data, group), 'sender')}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <div role="status">
        {!sound && (
          <Alert type="info" header="The search needs settings that can be run">
            <FaultList faults={faults} />
          </Alert>
        )}
        {query.isFetching && !delay && <Searching />}
        {delay && <Alert type="warning">{delayInWords(delay)}</Alert>}
        {query.isError && <NotFound problem={asProblem(query.error)} />}
        {query.data && <FoundSenders answer={query.data} form={form} group={group} />}
      </div>
    </Modal>
  );
}

function wanted({ senders, groups }: SendersAnswer, group: number | undefined): number {
  return group === undefined ? senders : (groups[group] ?? senders);
}

function NotFound({ problem }: { problem: Problem }) {
  return (
    <Alert type="warning" header={problem.message}>
      <FaultList faults={faultsIn(problem)} />
    </Alert>
  );
}
