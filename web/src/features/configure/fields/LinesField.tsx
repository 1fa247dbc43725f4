import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useController, useWatch } from 'react-hook-form';
import { afterPress } from '@/components/afterPress';
import { formatCount, formatCounted } from '@/components/format';
import type { SettingsForm } from '../formTypes';
import { labelOf } from '../labels';
import { check, helpOf } from '../limits';
import { useFieldLimits } from '../LimitsContext';
import { plainText } from '../plainText';
import { textParts } from '../textParts';

/** A text of several lines, with what it comes to as an SMS. */
export function LinesField({ name }: { name: 'text' }) {
  const limits = useFieldLimits(name);
  const {
    field: { value, onChange, onBlur },
    fieldState: { error },
  } = useController<SettingsForm, typeof name>({
    name,
    rules: { validate: (typed) => check(limits, typed) },
  });
  const title = useWatch<SettingsForm, 'name'>({ name: 'name' });
  const { text } = plainText(value, true); // what the server counts
  return (
    <FormField
      label={
        <>
          {labelOf(name)}
          <i> – optional</i>
        </>
      }
      description={helpOf(limits)}
      constraintText={`${formatCount(Array.from(text).length)} of ${formatCount(limits.maximum)} characters; ${partsInWords(text.trim() || title)}`}
      errorText={error?.message}
      stretch
    >
      <Textarea
        name={name}
        value={value}
        rows={3}
        onBlur={() => afterPress(onBlur)}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

function partsInWords(text: string): string {
  const { parts, foreign } = textParts(text);
  const words = formatCounted(parts, 'SMS part');
  return foreign ? `${words}, shorter ones because of “${foreign}”` : words;
}
