import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useController, type FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../form';
import { choices, labelOf } from '../labels';
import { useFieldLimits } from '../LimitsContext';

/** One of the choices the server allows. */
export function ChoiceField({ name }: { name: FieldPathByValue<SettingsForm, string> }) {
  const limits = useFieldLimits(name);
  const { field, fieldState } = useController<SettingsForm, typeof name>({ name });
  const options = (limits.choices ?? []).map((value) => ({ value, label: value, ...choices[value] }));
  return (
    <FormField label={labelOf(name)} description={limits.description} errorText={fieldState.error?.message}>
      <Select
        ref={field.ref}
        selectedOption={options.find(({ value }) => value === field.value) ?? null}
        options={options}
        onBlur={field.onBlur}
        onChange={({ detail }) => field.onChange(detail.selectedOption.value)}
      />
    </FormField>
  );
}
