import type { FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../formTypes';
import { useNames, type NamedList } from '../names';
import { SelectField } from './SelectField';

interface Props {
  name: FieldPathByValue<SettingsForm, string>;
  of: NamedList;
  /** What it means that none is picked, if that may be. */
  none?: string;
}

/** One of the names that are given in another place of the form. */
export function NameField({ name, of, none }: Props) {
  const options = useNames(of).map((value) => ({ value, label: value }));
  return (
    <SelectField
      name={name}
      options={none === undefined ? options : [{ value: '', label: none }, ...options]}
      required={none === undefined}
    />
  );
}
