import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useController, useFormContext } from 'react-hook-form';
import { LinesField } from './fields/LinesField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { choices, labelOf } from './labels';
import { useFieldLimits } from './LimitsContext';

/** What is sent, and how fast its clock runs. */
export function AlertSection() {
  const { trigger } = useFormContext<SettingsForm>();
  const modes = useFieldLimits('mode').choices ?? [];
  const {
    field: { value: mode, onChange },
    fieldState: { error },
  } = useController<SettingsForm, 'mode'>({ name: 'mode' });
  const live = mode === 'live';
  return (
    <Container header={<Header variant="h2">The alert</Header>}>
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <TextField name="name" />
          <TextField name="messages" />
        </ColumnLayout>
        <LinesField name="text" />
        <ColumnLayout columns={2}>
          <FormField label={labelOf('mode')} errorText={error?.message}>
            <RadioGroup
              value={mode}
              items={modes.map((value) => ({ value, label: value, ...choices[value] }))}
              onChange={({ detail }) => {
                onChange(detail.value);
                void trigger('messages'); // the deps of a field wait until it was left once
              }}
            />
          </FormField>
          {live && <TextField name="speed" />}
        </ColumnLayout>
      </SpaceBetween>
    </Container>
  );
}
