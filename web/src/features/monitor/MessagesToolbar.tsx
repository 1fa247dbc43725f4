import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMessagesExport } from '@/api/export';
import { asProblem } from '@/api/problem';
import type { Outcome, Simulation } from '@/api/types';
import { download, fileName } from '@/components/download';
import { formatCount } from '@/components/format';
import { waysOf } from '@/components/model/counts';

export type Order = 'latest' | 'first';

const orders: { value: Order; label: string }[] = [
  { value: 'latest', label: 'The latest' },
  { value: 'first', label: 'From the first on' },
];

interface Props {
  simulation: Simulation;
  outcome: Outcome | undefined;
  order: Order;
  onOutcome: (outcome: Outcome | undefined) => void;
  onOrder: (order: Order) => void;
}

/** Which messages to show, and a way to have them all. */
export function MessagesToolbar({ simulation, outcome, order, onOutcome, onOrder }: Props) {
  const { id, settings, progress } = simulation;
  const save = useMessagesExport();
  const outcomes = waysOf(progress);
  const counted = outcomes.map((value) => ({ value, label: `${value} (${formatCount(progress[value])})` }));
  const choices = [{ value: 'all', label: 'all' }, ...counted];
  return (
    <SpaceBetween size="xs">
      <div className="messages-toolbar">
        <FormField label="Outcome">
          <Select
            options={choices}
            selectedOption={choices.find(({ value }) => value === outcome) ?? choices[0] ?? null}
            onChange={({ detail }) =>
              onOutcome(outcomes.find((value) => value === detail.selectedOption.value))
            }
          />
        </FormField>
        <FormField label="Show">
          <Select
            options={orders}
            selectedOption={orders.find(({ value }) => value === order) ?? null}
            onChange={({ detail }) => onOrder(detail.selectedOption.value as Order)}
          />
        </FormField>
        <Button
          iconName="download"
          loading={save.isPending}
          loadingText="Downloading the messages"
          onClick={() =>
            save.mutate(
              { id, outcome },
              { onSuccess: (file) => download(file, `${fileName(settings.name)}-messages.csv`) },
            )
          }
        >
          {save.isPending ? 'Downloading…' : 'Download CSV'}
        </Button>
      </div>
      <span role="alert">{save.error && `The download did not work. ${asProblem(save.error).message}`}</span>
    </SpaceBetween>
  );
}
