import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { groupFormOf, type SettingsForm } from './form';
import { useAllLimits } from './LimitsContext';

/** Fills a group in with what a real provider allows; everything stays open to change. */
export function PresetField({ index }: { index: number }) {
  const limits = useAllLimits();
  const { setValue, clearErrors } = useFormContext<SettingsForm>();
  const [picked, setPicked] = useState<string>();
  const preset = limits.presets.find(({ id }) => id === picked);
  const options = limits.presets.map(({ id, name, source }) => ({
    value: id,
    label: name,
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
          clearErrors(`senderGroups.${index}`);
          setValue(`senderGroups.${index}`, groupFormOf(limits, next.group), { shouldDirty: true });
        }}
      />
    </FormField>
  );
}
