import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { NameField } from './fields/NameField';
import { TextField } from './fields/TextField';
import type { ObjectiveForm, SettingsForm } from './formTypes';
import { withUnit } from './limits';
import { Rows } from './Rows';
import { Section } from './Section';

/** What counts as going well. */
export function ObjectivesSection() {
  const objectives = useWatch<SettingsForm, 'objectives'>({ name: 'objectives' });
  return (
    <Section
      title="Objectives"
      summary={objectives.map(summaryOf).join(', ') || 'None'}
      fields={['objectives']}
    >
      <Rows name="objectives" noun="objective">
        {(objective) => <ObjectiveFields name={objective} />}
      </Rows>
    </Section>
  );
}

function ObjectiveFields({ name }: { name: `objectives.${number}` }) {
  const goal = useWatch<SettingsForm, `${typeof name}.goal`>({ name: `${name}.goal` });
  return (
    <ColumnLayout columns={2}>
      <ChoiceField name={`${name}.goal`} />
      {goal === 'budget' ? (
        <TextField name={`${name}.budget`} />
      ) : (
        <>
          <TextField name={`${name}.share`} />
          <TextField name={`${name}.within`} />
          <ChoiceField name={`${name}.of`} />
          <NameField name={`${name}.audience`} of="audience" none="All messages" />
        </>
      )}
    </ColumnLayout>
  );
}

function summaryOf({ goal, share, within, of, audience, budget }: ObjectiveForm): string {
  if (goal === 'budget') return `budget ${budget}`;
  const what = of === 'acknowledged' ? ' confirmed' : '';
  return `${withUnit(share, '%')}${what} within ${withUnit(within, 's')}${audience ? ` (${audience})` : ''}`;
}
