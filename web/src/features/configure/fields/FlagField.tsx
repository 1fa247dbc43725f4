import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import { useController, type FieldPathByValue } from 'react-hook-form';
import { afterPress } from '@/components/afterPress';
import type { SettingsForm } from '../formTypes';
import { labelOf } from '../labels';
import { useFieldLimits } from '../LimitsContext';

/** Something that is on or off. */
export function FlagField({ name }: { name: FieldPathByValue<SettingsForm, boolean> }) {
  const limits = useFieldLimits(name);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({ name });
  return (
    <FormField errorText={error?.message}>
      <Checkbox
        checked={value}
        description={limits.description}
        onBlur={() => afterPress(onBlur)}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {labelOf(name)}
      </Checkbox>
    </FormField>
  );
}
