import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import type { Preset } from '@/api/types';
import type { SettingsForm } from './formTypes';
import { useAllLimits } from './LimitsContext';
import { fillIn, isSame, partsBeside } from './presets';

interface Picked {
  preset: Preset;
  beside: string[];
}

/** Fills a group in with what a real provider allows, and what goes with it; everything stays open to change. */
export function PresetField({ index }: { index: number }) {
  const limits = useAllLimits();
  const name = `senderGroups.${index}` as const;
  const { getValues, setValue, clearErrors } = useFormContext<SettingsForm>();
  const [picked, setPicked] = useState<Picked>();
  const options = limits.presets.map(({ id, name: label, source }) => ({
    value: id,
    label,
    description: source,
  }));
  return (
    <FormField
      label="Preset"
      description="Fills in what a real sender is like; you can change every figure."
      constraintText={picked && inWords(picked)}
    >
      <Select
        selectedOption={options.find(({ value }) => value === picked?.preset.id) ?? null}
        options={options}
        placeholder="Pick a provider"
        filteringType={options.length > 8 ? 'auto' : 'none'}
        empty="The server has no presets."
        onChange={({ detail }) => {
          const preset = limits.presets.find(({ id }) => id === detail.selectedOption.value);
          if (!preset) return;
          const { group, others, beside } = fillIn(limits, getValues(), index, preset, picked?.preset);
          setPicked({ preset, beside });
          clearErrors(name);
          setValue(name, group, { shouldDirty: true });
          setValue(`${name}.outcomes`, group.outcomes); // for the rows that are shown already
          for (const part of partsBeside) {
            if (!isSame(getValues(part), others[part])) setValue(part, others[part], { shouldDirty: true });
          }
        }}
      />
    </FormField>
  );
}

function inWords({ preset, beside }: Picked): string {
  const also = beside.length > 0 ? ` Filled in as well: ${beside.join('; ')}.` : '';
  return `Filled in from ${preset.source}, as of ${preset.asOf}.${also}${preset.note ? ` ${preset.note}` : ''}`;
}
