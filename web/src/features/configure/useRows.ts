import { useFieldArray, useFormContext, type FieldArrayPath } from 'react-hook-form';
import { formatCount } from '@/components/format';
import { elementForm } from './form';
import type { SettingsForm } from './formTypes';
import { useAllLimits, useFieldLimits } from './LimitsContext';
import { useVary } from './study/VaryContext';

export type ListName = FieldArrayPath<SettingsForm>;

/** The elements of a list of the settings, as many as the server takes; below its least, only as none at all. */
export function useRows(name: ListName, optional = false) {
  const limits = useAllLimits();
  const { minimum, maximum, unit } = useFieldLimits(name);
  const { control } = useFormContext<SettingsForm>();
  const { fields, append, remove } = useFieldArray<SettingsForm, ListName>({ control, name });
  const { removed } = useVary();
  const takeAway = (index: number) => {
    remove(index);
    removed(name, index);
  };
  const full = fields.length >= maximum;
  return {
    fields,
    disabled: full,
    disabledReason: full ? `There may be at most ${formatCount(maximum)} ${unit ?? 'of them'}.` : undefined,
    add: (changes: object = {}) => append({ ...elementForm(limits, name), ...changes } as never),
    remove: fields.length > (optional ? 0 : minimum) ? takeAway : undefined,
  };
}
