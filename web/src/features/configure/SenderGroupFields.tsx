import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { NameField } from './fields/NameField';
import { OwnNameField } from './fields/OwnNameField';
import { TextField } from './fields/TextField';
import type { GroupForm, SettingsForm } from './formTypes';
import { withUnit } from './limits';
import { useNames } from './names';
import { OutcomeFields } from './OutcomeFields';
import { PresetField } from './PresetField';
import { PriceFields } from './PriceFields';
import { Section } from './Section';
import { FindSenders } from './senders/FindSenders';
import { SendTimeParameters } from './SendTimeFields';
import { TimetableFields } from './TimetableFields';

interface Props {
  index: number;
  /** Whether it is the only group, and needs no heading of its own. */
  alone: boolean;
  onRemove: (() => void) | undefined;
}

export function SenderGroupFields({ index, alone, onRemove }: Props) {
  const group = `senderGroups.${index}` as const;
  const { name, channel, attempts, permanentShare, ratePerSecond, rateUnit, burst } = useWatch<
    SettingsForm,
    typeof group
  >({
    name: group,
  });
  const channels = useNames('channels');
  const outcomes = attempts === 'outcomes';
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
          <OwnNameField of="senderGroups" index={index} placeholder={`group ${index + 1}`} />
          <TextField name={`${group}.senders`} action={<FindSenders group={index} of={title} />} />
          {(channels.length > 0 || channel !== '') && (
            <NameField
              name={`${group}.channel`}
              of="channels"
              none={channels.length > 1 ? undefined : 'The only one'}
            />
          )}
          <ChoiceField name={`${group}.attempts`} />
          {!outcomes && (
            <>
              <TextField name={`${group}.failureRate`} />
              <ChoiceField name={`${group}.sendTime.distribution`} />
            </>
          )}
        </ColumnLayout>
        {outcomes ? <OutcomeFields group={group} /> : <SendTimeParameters name={`${group}.sendTime`} />}
        <Section
          variant="default"
          title="Rate limit and permanent failures"
          summary={`${rateInWords({ ratePerSecond, rateUnit, burst })}${outcomes ? '' : `; ${permanentInWords(permanentShare)}`}`}
          fields={['ratePerSecond', 'rateUnit', 'burst', 'permanentShare'].map(
            (field) => `${group}.${field}`,
          )}
        >
          <ColumnLayout columns={2}>
            <TextField name={`${group}.ratePerSecond`} placeholder="no limit" />
            <ChoiceField name={`${group}.rateUnit`} />
            <TextField name={`${group}.burst`} />
            {!outcomes && <TextField name={`${group}.permanentShare`} />}
          </ColumnLayout>
        </Section>
        <TimetableFields group={group} />
        <PriceFields group={group} />
      </SpaceBetween>
    </div>
  );
}

function rateInWords({
  ratePerSecond: rate,
  rateUnit: unit,
  burst,
}: Pick<GroupForm, 'ratePerSecond' | 'rateUnit' | 'burst'>): string {
  if (!rate.trim()) return 'No rate limit';
  return `Rate limit ${rate} ${unit} per second${burst.trim() === '1' ? '' : `, ${burst} at once`}`;
}

function permanentInWords(share: string): string {
  return `${withUnit(share.trim() || '0', '%')} of failures are permanent`;
}
