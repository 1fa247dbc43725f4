import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { groupFormOf } from './form';
import type { GroupForm, SettingsForm } from './formTypes';
import { useAllLimits } from './LimitsContext';

/** Fills a group in with what a real provider allows; everything stays open to change. */
export function PresetField({ index }: { index: number }) {
  const limits = useAllLimits();
  const name = `senderGroups.${index}` as const;
  const { getValues, setValue, clearErrors } = useFormContext<SettingsForm>();
  const [picked, setPicked] = useState<string>();
  const preset = limits.presets.find(({ id }) => id === picked);
  const options = limits.presets.map(({ id, name: label, source }) => ({
    value: id,
    label,
    description: source,
  }));
  return (
    <FormField
      label="Preset"
      description="Fills in what a real sender is like; you can change every figure."
      constraintText={preset && `Filled in from ${preset.source}`}
    >
      <Select
        selectedOption={options.find(({ value }) => value === picked) ?? null}
        options={options}
        placeholder="Pick a provider"
        filteringType={options.length > 8 ? 'auto' : 'none'}
        empty="The server has no presets."
        onChange={({ detail }) => {
          const next = limits.presets.find(({ id }) => id === detail.selectedOption.value);
          if (!next) return;
          setPicked(next.id);
          clearErrors(name);
          // What a preset says nothing of, as prices and opening hours, stays.
          const filled = groupFormOf(limits, next.group);
          const said = Object.keys(next.group).map((name) => [name, filled[name as keyof GroupForm]]);
          const group = {
            ...getValues(name),
            attempts: filled.attempts,
            ...Object.fromEntries(said),
          } as GroupForm;
          setValue(name, group, { shouldDirty: true });
          setValue(`${name}.outcomes`, group.outcomes); // for the rows that are shown already
        }}
      />
    </FormField>
  );
}
