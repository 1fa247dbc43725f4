import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useController, type FieldPathByValue } from 'react-hook-form';
import { afterPress } from '@/components/afterPress';
import type { SettingsForm } from '../formTypes';
import { labelOf } from '../labels';
import { helpOf } from '../limits';
import { useFieldLimits } from '../LimitsContext';

interface Props {
  name: FieldPathByValue<SettingsForm, string>;
  options: SelectProps.Option[];
  required?: boolean;
  onPick?: (value: string) => void;
}

/** One of several values. One that is none of them, as of a document, stands as it is. */
export function SelectField({ name, options, required = false, onPick }: Props) {
  const limits = useFieldLimits(name);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({
    name,
    rules: { validate: (picked) => !required || picked !== '' || 'Pick one.' },
  });
  const known = options.find((option) => option.value === value);
  return (
    <FormField label={labelOf(name)} description={helpOf(limits)} errorText={error?.message}>
      <Select
        selectedOption={known ?? (value ? { value, label: value } : null)}
        options={options}
        placeholder="Pick one"
        empty="None has a name yet."
        onBlur={() => afterPress(onBlur)}
        onChange={({ detail }) => {
          onChange(detail.selectedOption.value);
          onPick?.(detail.selectedOption.value ?? '');
        }}
      />
    </FormField>
  );
}
