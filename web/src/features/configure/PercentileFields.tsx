import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './form';
import { labelOf } from './labels';
import { useFieldLimits } from './LimitsContext';
import { Row } from './Row';

/** The points of an empirical distribution. */
export function PercentileFields({ index }: { index: number }) {
  const name = `senderGroups.${index}.sendTime.percentiles` as const;
  const { minimum, maximum, description } = useFieldLimits(name);
  const { control } = useFormContext<SettingsForm>();
  const { fields, append, remove } = useFieldArray<SettingsForm, typeof name>({ control, name });
  const full = fields.length >= maximum;
  return (
    <div role="group" aria-label={labelOf(name)}>
      <SpaceBetween size="s">
        <div>
          <Box variant="awsui-key-label">{labelOf(name)}</Box>
          <Box color="text-body-secondary" fontSize="body-s">
            {description}
          </Box>
        </div>
        {fields.map(({ id }, point) => (
          <Row
            key={id}
            removeLabel={`Remove point ${point + 1}`}
            onRemove={fields.length > minimum ? () => remove(point) : undefined}
          >
            <TextField
              terse
              required
              name={`${name}.${point}.share`}
              label={`Share of attempts ${point + 1}`}
            />
            <TextField terse required name={`${name}.${point}.seconds`} label={`Send time ${point + 1}`} />
          </Row>
        ))}
        <Button
          formAction="none"
          iconName="add-plus"
          disabled={full}
          disabledReason={full ? `There may be at most ${maximum} points.` : undefined}
          onClick={() => append({ share: '', seconds: '' })}
        >
          Add a point
        </Button>
      </SpaceBetween>
    </div>
  );
}
