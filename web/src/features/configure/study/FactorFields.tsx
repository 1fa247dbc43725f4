import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Field } from '@/api/types';
import { afterPress } from '@/components/afterPress';
import { isShare, isTime } from '@/components/fieldKinds';
import { choices } from '../labels';
import { rangeOf } from '../limits';
import { useAllLimits } from '../LimitsContext';
import { isBare } from '../typed';
import { AlternativesFields } from './AlternativesFields';
import { exampleOf } from './levels';
import type { FactorForm } from './studyForm';
import { StudyText } from './StudyText';
import { variableAt } from './variables';

export interface FactorProps {
  number: number;
  factor: FactorForm;
  variables: { path: string; label: string }[];
  faultOf: (field: string) => string | undefined;
  /** Told that a field was left. */
  touch: (field: string) => void;
  onChange: (changes: Partial<FactorForm>) => void;
  onRemove: () => void;
}

const kinds = [
  { value: 'list', label: 'Listed values' },
  { value: 'range', label: 'A range' },
] as const;

/** One factor: which field varies, and its levels; or alternatives. */
export function FactorFields(props: FactorProps) {
  const { number, factor, variables, faultOf, onChange, onRemove } = props;
  const limits = useAllLimits();
  const options = variables.map(({ path, label }) => ({ value: path, label }));
  const field = variableAt(limits, factor.path);
  const picked = options.find(({ value }) => value === factor.path);
  const title = factor.kind === 'alternatives' ? 'Alternatives' : (picked?.label ?? 'a field');
  return (
    <div role="group" aria-label={`Varies ${number}: ${title}`} data-factor={factor.path}>
      <SpaceBetween size="xs">
        {factor.kind === 'alternatives' ? (
          <AlternativesFields {...props} />
        ) : (
          <ColumnLayout columns={2}>
            <FormField label="Field" errorText={faultOf('field')}>
              <Select
                selectedOption={picked ?? (factor.path ? { value: factor.path, label: factor.path } : null)}
                options={options}
                filteringType="auto"
                filteringPlaceholder="Find a field"
                filteringAriaLabel="Find a field"
                placeholder="Pick one"
                empty="No field of this name."
                onChange={({ detail }) =>
                  onChange({
                    path: detail.selectedOption.value ?? '',
                    kind: 'list',
                    values: '',
                    from: '',
                    to: '',
                  })
                }
              />
            </FormField>
            {field?.kind !== 'choice' && (
              <FormField label="Levels">
                <Select
                  selectedOption={kinds.find(({ value }) => value === factor.kind) ?? null}
                  options={[...kinds]}
                  onChange={({ detail }) =>
                    onChange({ kind: detail.selectedOption.value as FactorForm['kind'] })
                  }
                />
              </FormField>
            )}
          </ColumnLayout>
        )}
        {field?.kind === 'choice' && <ChoiceLevels {...props} field={field} />}
        {factor.kind === 'list' && field?.kind !== 'choice' && <ListedLevels {...props} field={field} />}
        {factor.kind === 'range' && field?.kind !== 'choice' && <RangeLevels {...props} field={field} />}
        <Button variant="inline-link" formAction="none" ariaLabel={`Do not vary ${title}`} onClick={onRemove}>
          Remove
        </Button>
      </SpaceBetween>
    </div>
  );
}

type LevelProps = FactorProps & { field: Field | undefined };

function ListedLevels({ factor, field, faultOf, touch, onChange }: LevelProps) {
  return (
    <div data-levels>
      <StudyText
        label="Values"
        constraint={field && `As ${exampleOf(field)}; ${rangeOf(field)}${field.nullable ? ', or none' : ''}.`}
        value={factor.values}
        fault={faultOf('values')}
        onLeave={() => touch('values')}
        onChange={(values) => onChange({ values })}
      />
    </div>
  );
}

function RangeLevels({ factor, field, faultOf, touch, onChange }: LevelProps) {
  const suffix = field && (isShare(field) ? '%' : isTime(field) ? 's' : undefined);
  const end = (of: 'from' | 'to', label: string) => (
    <StudyText
      label={label}
      suffix={isBare(factor[of]) ? suffix : undefined}
      constraint={field && rangeOf(field)}
      value={factor[of]}
      fault={faultOf(of)}
      onLeave={() => touch(of)}
      onChange={(text) => onChange({ [of]: text })}
    />
  );
  return (
    <div data-levels>
      <ColumnLayout columns={4}>
        {end('from', 'From')}
        {end('to', 'To')}
        <StudyText
          label="How many"
          constraint="Both ends are among them."
          numeric
          value={factor.count}
          fault={faultOf('count')}
          onLeave={() => touch('count')}
          onChange={(count) => onChange({ count })}
        />
        <FormField label="Steps">
          <Select
            selectedOption={scales.find(({ value }) => value === factor.scale) ?? null}
            options={[...scales]}
            onChange={({ detail }) => onChange({ scale: detail.selectedOption.value as FactorForm['scale'] })}
          />
        </FormField>
      </ColumnLayout>
    </div>
  );
}

const scales = [
  { value: 'linear', label: 'Equal steps' },
  { value: 'logarithmic', label: 'Equal ratios' },
] as const;

/** The levels of a field that is one of several choices. */
function ChoiceLevels({ factor, field, faultOf, touch, onChange }: LevelProps & { field: Field }) {
  const options = (field.choices ?? []).map((value) => ({ value, label: value, ...choices[value] }));
  const picked = factor.values.split(',').map((value) => value.trim());
  return (
    <div data-levels>
      <FormField label="Values" errorText={faultOf('values')}>
        <Multiselect
          selectedOptions={options.filter(({ value }) => picked.includes(value))}
          options={options}
          placeholder="Pick those to try"
          deselectAriaLabel={({ label }) => `Leave out ${label}`}
          onBlur={() => afterPress(() => touch('values'))}
          onChange={({ detail }) =>
            onChange({ kind: 'list', values: detail.selectedOptions.map(({ value }) => value).join(', ') })
          }
        />
      </FormField>
    </div>
  );
}
