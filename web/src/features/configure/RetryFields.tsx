import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch, type FieldPathByValue } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { TextField } from './fields/TextField';
import type { RetryForm, SettingsForm } from './formTypes';
import { Rows } from './Rows';

type RetryName = FieldPathByValue<SettingsForm, RetryForm>;

/** How a temporary failure is tried again. */
export function RetryFields({ name }: { name: RetryName }) {
  const { setValue } = useFormContext<SettingsForm>();
  const { waits, variation } = useWatch<SettingsForm, RetryName>({ name });
  const listed = waits === 'delays';
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <TextField
          name={`${name}.maxAttempts`}
          placeholder={listed ? 'one more than the delays' : undefined}
        />
        <ChoiceField
          name={`${name}.waits`}
          onPick={(picked) => picked === 'delays' && setValue(`${name}.maxAttempts`, '')}
        />
        {!listed && (
          <>
            <TextField name={`${name}.initialBackoff`} />
            <TextField name={`${name}.multiplier`} />
            <TextField name={`${name}.maxBackoff`} />
          </>
        )}
      </ColumnLayout>
      {listed && (
        <Rows name={`${name}.delays`} noun="delay" titled>
          {(delay, index) => <TextField terse name={`${delay}.seconds`} label={`Delay ${index + 1}`} />}
        </Rows>
      )}
      <ColumnLayout columns={2}>
        <ChoiceField name={`${name}.variation`} />
        {variation === 'part' && <TextField name={`${name}.jitter`} />}
        {variation === 'spread' && <TextField name={`${name}.spread`} />}
      </ColumnLayout>
    </SpaceBetween>
  );
}
