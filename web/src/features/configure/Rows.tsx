import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { get, useFormState } from 'react-hook-form';
import { article } from './article';
import type { SettingsForm } from './formTypes';
import { labelOf } from './labels';
import { helpOf } from './limits';
import { useFieldLimits } from './LimitsContext';
import { useRows, type ListName } from './useRows';

interface Props<Name extends ListName> {
  name: Name;
  /** What one of them is, as "objective". */
  noun: string;
  /** Shows a heading and the help of the list. */
  titled?: boolean;
  /** Whether there may be none, although the server takes no empty list. */
  optional?: boolean;
  children: (row: `${Name}.${number}`, index: number) => ReactNode;
}

/** The elements of a list, with buttons that take one away and add another. */
export function Rows<Name extends ListName>({ name, noun, titled = false, optional, children }: Props<Name>) {
  const limits = useFieldLimits(name);
  const { fields, add, remove, disabled, disabledReason } = useRows(name, optional);
  const content = (
    <SpaceBetween size="m">
      {titled && (
        <div>
          <Box variant="awsui-key-label">{labelOf(name)}</Box>
          <Box color="text-body-secondary" fontSize="body-s">
            {helpOf(limits)}
          </Box>
        </div>
      )}
      {fields.map(({ id }, index) => (
        <div key={id} role="group" aria-label={`${labelOf(`${name}.${index}`)} ${index + 1}`}>
          <SpaceBetween size="xxs">
            {children(`${name}.${index}`, index)}
            {remove && (
              <Button
                variant="inline-link"
                ariaLabel={`Remove ${noun} ${index + 1}`}
                onClick={() => remove(index)}
                formAction="none"
              >
                Remove
              </Button>
            )}
          </SpaceBetween>
        </div>
      ))}
      <ListError name={name} />
      <Button
        formAction="none"
        iconName="add-plus"
        disabled={disabled}
        disabledReason={disabledReason}
        onClick={() => add()}
      >
        Add {article(noun)}
      </Button>
    </SpaceBetween>
  );
  return titled ? (
    <div role="group" aria-label={labelOf(name)}>
      {content}
    </div>
  ) : (
    content
  );
}

/** What is wrong with a list as a whole. */
function ListError({ name }: { name: ListName }) {
  const { errors } = useFormState<SettingsForm>();
  const error: unknown = get(errors, `${name}.root.message`);
  if (typeof error !== 'string') return null;
  return (
    <div tabIndex={-1} data-wrong>
      <StatusIndicator type="error">{error}</StatusIndicator>
    </div>
  );
}
