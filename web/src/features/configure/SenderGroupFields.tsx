import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './form';
import { withUnit } from './limits';
import { PresetField } from './PresetField';
import { Section } from './Section';
import { FindSenders } from './senders/FindSenders';
import { SendTimeFields } from './SendTimeFields';

interface Props {
  index: number;
  /** Whether it is the only group, and needs no heading of its own. */
  alone: boolean;
  onRemove: (() => void) | undefined;
}

export function SenderGroupFields({ index, alone, onRemove }: Props) {
  const group = `senderGroups.${index}` as const;
  const { name, permanentShare, ratePerSecond, rateUnit } = useWatch<SettingsForm, typeof group>({
    name: group,
  });
  const title = `Group ${index + 1}${name.trim() ? `: ${name}` : ''}`;
  return (
    <div role="group" aria-label={title}>
      <SpaceBetween size="l">
        {!alone && (
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Box variant="h3">{title}</Box>
            {onRemove && (
              <Button
                variant="inline-link"
                formAction="none"
                ariaLabel={`Remove ${title}`}
                onClick={onRemove}
              >
                Remove
              </Button>
            )}
          </SpaceBetween>
        )}
        <ColumnLayout columns={2}>
          <PresetField index={index} />
          <TextField name={`${group}.name`} placeholder={`group ${index + 1}`} />
          <TextField name={`${group}.senders`} action={<FindSenders group={index} of={title} />} />
          <TextField name={`${group}.failureRate`} />
          <ChoiceField name={`${group}.sendTime.distribution`} />
        </ColumnLayout>
        <SendTimeFields index={index} />
        <Section
          variant="default"
          title="Rate limit and permanent failures"
          summary={summaryOf(ratePerSecond, rateUnit, permanentShare)}
          fields={[`${group}.ratePerSecond`, `${group}.rateUnit`, `${group}.permanentShare`]}
        >
          <ColumnLayout columns={2}>
            <TextField name={`${group}.ratePerSecond`} placeholder="no limit" />
            <ChoiceField name={`${group}.rateUnit`} />
            <TextField name={`${group}.permanentShare`} />
          </ColumnLayout>
        </Section>
      </SpaceBetween>
    </div>
  );
}

function summaryOf(rate: string, unit: string, permanent: string): string {
  const limit = rate.trim() ? `Rate limit ${rate} ${unit} per second` : 'No rate limit';
  return `${limit}; ${withUnit(permanent.trim() || '0', '%')} of failures are permanent`;
}
