import { useFormContext, type FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../formTypes';
import type { NamedList } from '../names';
import { renamed } from '../renames';
import { TextField } from './TextField';

interface Props {
  of: NamedList;
  index: number;
  placeholder?: string;
}

/** The name of an element that others may name: they follow when it changes. */
export function OwnNameField({ of, index, placeholder }: Props) {
  const { getValues, setValue } = useFormContext<SettingsForm>();
  return (
    <TextField
      name={`${of}.${index}.name` as FieldPathByValue<SettingsForm, string>}
      placeholder={placeholder}
      onLeave={(before, after) => {
        for (const [place, value] of renamed(getValues(), of, before, after)) {
          setValue(place, value as never, { shouldDirty: true, shouldValidate: true });
        }
      }}
    />
  );
}
