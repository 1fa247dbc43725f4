import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useController, type FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../form';
import { choices, labelOf } from '../labels';
import { useFieldLimits } from '../LimitsContext';

/** One of the choices the server allows. */
export function ChoiceField({ name }: { name: FieldPathByValue<SettingsForm, string> }) {
  const limits = useFieldLimits(name);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({ name });
  const options = (limits.choices ?? []).map((choice) => ({
    value: choice,
    label: choice,
    ...choices[choice],
  }));
  return (
    <FormField label={labelOf(name)} description={limits.description} errorText={error?.message}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        onBlur={onBlur}
        onChange={({ detail }) => onChange(detail.selectedOption.value)}
      />
    </FormField>
  );
}
