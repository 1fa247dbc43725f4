import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { FlagField } from './fields/FlagField';
import { NameField } from './fields/NameField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { RetryFields } from './RetryFields';
import { Rows } from './Rows';
import { Section } from './Section';

/** The channels that are tried one after the other. */
export function StepsSection() {
  const [steps, until] = useWatch<SettingsForm, ['steps', 'until']>({ name: ['steps', 'until'] });
  const way = steps.map(({ channel }) => channel || '…').join(', then ');
  const end = until === 'acknowledged' ? '; until confirmed' : '';
  return (
    <Section
      title="Steps"
      summary={(way || 'One, over the first channel that a recipient has') + end}
      fields={['steps', 'cycles', 'until']}
    >
      <SpaceBetween size="l">
        <Rows name="steps" noun="step" titled optional>
          {(step) => <StepFields name={step} />}
        </Rows>
        <ColumnLayout columns={2}>
          <ChoiceField name="until" />
          <TextField name="cycles" />
        </ColumnLayout>
      </SpaceBetween>
    </Section>
  );
}

function StepFields({ name }: { name: `steps.${number}` }) {
  const ownRetry = useWatch<SettingsForm, `${typeof name}.ownRetry`>({ name: `${name}.ownRetry` });
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <NameField name={`${name}.channel`} of="channels" />
        <TextField name={`${name}.wait`} />
      </ColumnLayout>
      <FlagField name={`${name}.ownRetry`} />
      {ownRetry && <RetryFields name={`${name}.retry`} />}
    </SpaceBetween>
  );
}
