import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { afterPress } from '@/components/afterPress';
import type { FactorProps } from './FactorFields';
import type { AlternativeForm } from './studyForm';
import { StudyText } from './StudyText';
import { settingsPlace } from './variables';

/** Alternatives, each with the fields that it sets: what is not said stays as the form has it. */
export function AlternativesFields({ factor, variables, faultOf, touch, onChange }: FactorProps) {
  const { alternatives } = factor;
  const edit = (at: number, changes: Partial<AlternativeForm>) =>
    onChange({ alternatives: alternatives.map((one, j) => (j === at ? { ...one, ...changes } : one)) });
  const example = variables.find(({ path }) => path.endsWith('.senders'))?.path ?? 'messages';
  return (
    <SpaceBetween size="s">
      <StudyText
        label="What the alternatives are"
        placeholder="Alternative"
        value={factor.name}
        fault={faultOf('field')}
        onLeave={() => touch('field')}
        onChange={(name) => onChange({ name })}
      />
      {alternatives.map(({ name, set }, j) => (
        <div key={j} role="group" aria-label={`Alternative ${j + 1}`}>
          <ColumnLayout columns={2}>
            <StudyText
              label="Name"
              value={name}
              fault={faultOf(`alternatives.${j}.name`)}
              onLeave={() => touch(`alternatives.${j}.name`)}
              onChange={(text) => edit(j, { name: text })}
            />
            <FormField
              label="Fields that it sets"
              constraintText={`A line each, as ${settingsPlace(example)} = 40; shares as 0.05 or 5 %. Empty: as the form has it.`}
              errorText={faultOf(`alternatives.${j}.set`)}
            >
              <Textarea
                value={set}
                rows={2}
                spellcheck={false}
                onBlur={() => afterPress(() => touch(`alternatives.${j}.set`))}
                onChange={({ detail }) => edit(j, { set: detail.value })}
              />
            </FormField>
          </ColumnLayout>
          {alternatives.length > 1 && (
            <Button
              variant="inline-link"
              formAction="none"
              ariaLabel={`Remove alternative ${j + 1}`}
              onClick={() => onChange({ alternatives: alternatives.filter((_, at) => at !== j) })}
            >
              Remove this one
            </Button>
          )}
        </div>
      ))}
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() => onChange({ alternatives: [...alternatives, { name: '', set: '' }] })}
      >
        Add an alternative
      </Button>
    </SpaceBetween>
  );
}
