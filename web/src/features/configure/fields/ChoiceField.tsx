import type { FieldPathByValue } from 'react-hook-form';
import type { SettingsForm } from '../formTypes';
import { choices } from '../labels';
import { useFieldLimits } from '../LimitsContext';
import { SelectField } from './SelectField';

interface Props {
  name: FieldPathByValue<SettingsForm, string>;
  /** Told of what is picked, for what else follows from it. */
  onPick?: (value: string) => void;
}

/** One of the choices the server allows. */
export function ChoiceField({ name, onPick }: Props) {
  const allowed = useFieldLimits(name).choices ?? [];
  const options = allowed.map((value) => ({ value, label: value, ...choices[value] }));
  return <SelectField name={name} options={options} onPick={onPick} />;
}
