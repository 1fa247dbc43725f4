import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useController, type FieldPathByValue } from 'react-hook-form';
import { afterPress } from '@/components/afterPress';
import type { SettingsForm } from '../formTypes';
import { choices, labelOf } from '../labels';
import { helpOf } from '../limits';
import { useFieldLimits } from '../LimitsContext';

interface Props {
  name: FieldPathByValue<SettingsForm, string[]>;
  options: readonly string[];
  /** What it means that none is picked. */
  none: string;
}

/** Several of the names that are given in another place of the form, or of the days of the week. */
export function NamesField({ name, options, none }: Props) {
  const limits = useFieldLimits(name);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({ name });
  const inWords = limits.path.endsWith('.days');
  const asOption = (one: string) => ({ value: one, label: inWords ? (choices[one]?.label ?? one) : one });
  return (
    <FormField label={labelOf(name)} description={helpOf(limits)} errorText={error?.message}>
      <Multiselect
        selectedOptions={value.map(asOption)}
        options={[...new Set([...options, ...value])].map(asOption)}
        placeholder={value.length === 0 ? none : undefined}
        empty="None has a name yet."
        deselectAriaLabel={(option) => `Take ${option.label ?? ''} out`}
        onBlur={() => afterPress(onBlur)}
        onChange={({ detail }) => onChange(detail.selectedOptions.map((option) => option.value))}
      />
    </FormField>
  );
}
