import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import { useController, type FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../form';
import { labelOf } from '../labels';
import { useFieldLimits } from '../LimitsContext';

/** Something that is on or off. */
export function FlagField({ name }: { name: FieldPathByValue<SettingsForm, boolean> }) {
  const limits = useFieldLimits(name);
  const { field, fieldState } = useController<SettingsForm, typeof name>({ name });
  return (
    <FormField errorText={fieldState.error?.message}>
      <Checkbox
        ref={field.ref}
        checked={field.value}
        description={limits.description}
        onBlur={field.onBlur}
        onChange={({ detail }) => field.onChange(detail.checked)}
      >
        {labelOf(name)}
      </Checkbox>
    </FormField>
  );
}
