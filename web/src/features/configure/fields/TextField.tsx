import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useRef, type ReactNode } from 'react';
import { useController, useFormContext, type FieldPathByValue } from 'react-hook-form';
import type { Field } from '@/api/types';
import { afterPress } from '@/components/afterPress';
import type { SettingsForm } from '../formTypes';
import { labelOf } from '../labels';
import { isShare, isTime } from '@/components/fieldKinds';
import { check, helpOf, isOptional, rangeOf, understood } from '../limits';
import { fieldIn } from '../inForm';
import { useAllLimits } from '../LimitsContext';
import { isBare } from '../typed';
import { VaryButton } from '../study/VaryButton';

interface Props {
  name: FieldPathByValue<SettingsForm, string>;
  label?: string;
  placeholder?: string;
  /** Shown beside the field, as a button that fills it. */
  action?: ReactNode;
  /** Leaves the help away, where many of its kind stand together. */
  terse?: boolean;
  /** Called when the field is left, with its text when it was entered and now. */
  onLeave?: (before: string, after: string) => void;
}

/** One figure or text of the settings, with its bounds, unit and help from the server. */
export function TextField({ name, label, placeholder, action, terse = false, onLeave }: Props) {
  const all = useAllLimits();
  const { getValues } = useFormContext<SettingsForm>();
  const limits = fieldIn(all, getValues(), name);
  const optional = isOptional(limits);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({
    name,
    // By the form as it is then: when another field has just changed, this one has not been drawn anew yet.
    rules: { validate: (text, form) => check(fieldIn(all, form, name), text) },
  });
  const entered = useRef(value);
  const figure = limits.kind !== 'text';
  const meaning = understood(limits, value);
  const constraint = figure ? rangeOf(limits) : undefined;
  return (
    <FormField
      label={
        <>
          {label ?? labelOf(name)}
          {figure && optional && <i> – optional</i>}
        </>
      }
      description={terse ? undefined : helpOf(limits)}
      constraintText={
        meaning ? (
          <>
            {constraint && `${constraint}; `}
            <Understood meaning={meaning} />
          </>
        ) : (
          constraint
        )
      }
      errorText={error?.message}
      info={figure && !terse && <VaryButton path={name} />}
      secondaryControl={action}
    >
      <Input
        name={name}
        value={value}
        placeholder={placeholder}
        inputMode={!figure || isTime(limits) ? 'text' : limits.kind === 'integer' ? 'numeric' : 'decimal'}
        autoComplete={false}
        suffix={suffixOf(limits, isBare(value))}
        onFocus={() => {
          entered.current = value;
        }}
        onBlur={() => {
          afterPress(onBlur);
          onLeave?.(entered.current, value);
        }}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

/** The unit of a bare figure. Where there may be one there is always something: to come and go would take the cursor away. */
function suffixOf(limits: Field, bare: boolean): string | undefined {
  if (!isShare(limits) && !isTime(limits)) return undefined;
  if (!bare) return '\u00a0';
  return isShare(limits) ? '%' : 's';
}

/** What a figure is understood as; an equals sign says nothing to whoever hears it. */
function Understood({ meaning }: { meaning: string }) {
  return (
    <>
      <span aria-hidden>=</span> <span className="visually-hidden">understood as</span> {meaning}
    </>
  );
}
