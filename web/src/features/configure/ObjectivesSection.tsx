import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { TextField } from './fields/TextField';
import { objectiveFormOf, type SettingsForm } from './form';
import { withUnit } from './limits';
import { useAllLimits, useFieldLimits } from './LimitsContext';
import { Row } from './Row';
import { Section } from './Section';

/** What counts as going well. */
export function ObjectivesSection() {
  const limits = useAllLimits();
  const { minimum, maximum } = useFieldLimits('objectives');
  const { control } = useFormContext<SettingsForm>();
  const { fields, append, remove } = useFieldArray<SettingsForm, 'objectives'>({
    control,
    name: 'objectives',
  });
  const objectives = useWatch<SettingsForm, 'objectives'>({ name: 'objectives' });
  const full = fields.length >= maximum;
  return (
    <Section
      title="Objectives"
      summary={
        objectives
          .map(({ share, within }) => `${withUnit(share, '%')} within ${withUnit(within, 's')}`)
          .join(', ') || 'None'
      }
      fields={['objectives']}
    >
      <SpaceBetween size="l">
        {fields.map(({ id }, index) => (
          <Row
            key={id}
            removeLabel={`Remove objective ${index + 1}`}
            onRemove={fields.length > minimum ? () => remove(index) : undefined}
          >
            <TextField name={`objectives.${index}.share`} />
            <TextField name={`objectives.${index}.within`} />
          </Row>
        ))}
        <Button
          formAction="none"
          iconName="add-plus"
          disabled={full}
          disabledReason={full ? `There may be at most ${maximum} objectives.` : undefined}
          onClick={() => append(objectiveFormOf(limits))}
        >
          Add an objective
        </Button>
      </SpaceBetween>
    </Section>
  );
}
