import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { groupFormOf, type SettingsForm } from './form';
import { useAllLimits, useFieldLimits } from './LimitsContext';
import { SenderGroupFields } from './SenderGroupFields';
import { FindSenders } from './senders/FindSenders';

/** The groups of senders: one to begin with. */
export function SendersSection() {
  const limits = useAllLimits();
  const { minimum, maximum, description } = useFieldLimits('senderGroups');
  const { control } = useFormContext<SettingsForm>();
  const { fields, append, remove } = useFieldArray<SettingsForm, 'senderGroups'>({
    control,
    name: 'senderGroups',
  });
  const full = fields.length >= maximum;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={description}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {fields.length > 1 && <FindSenders group={undefined} of="all groups" />}
              <Button
                formAction="none"
                iconName="add-plus"
                disabled={full}
                disabledReason={full ? `There may be at most ${maximum} groups.` : undefined}
                onClick={() => append({ ...groupFormOf(limits), name: '' })}
              >
                Add a group
              </Button>
            </SpaceBetween>
          }
        >
          Senders
        </Header>
      }
    >
      <SpaceBetween size="xl">
        {fields.map(({ id }, index) => (
          <SenderGroupFields
            key={id}
            index={index}
            alone={fields.length === 1}
            onRemove={fields.length > minimum ? () => remove(index) : undefined}
          />
        ))}
      </SpaceBetween>
    </Container>
  );
}
