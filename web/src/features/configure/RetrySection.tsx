import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { withUnit } from './limits';
import { RetryFields } from './RetryFields';
import { Section } from './Section';

/** What becomes of a message whose attempt fails, or that waits too long. */
export function RetrySection() {
  const [attempts, timeToLive] = useWatch<SettingsForm, ['retry.maxAttempts', 'timeToLive']>({
    name: ['retry.maxAttempts', 'timeToLive'],
  });
  return (
    <Section
      title="Retry and expiry"
      summary={`${triesOf(attempts)}; ${expiryOf(timeToLive)}`}
      fields={['retry', 'timeToLive']}
    >
      <SpaceBetween size="l">
        <RetryFields name="retry" />
        <ColumnLayout columns={2}>
          <ChoiceField name="retry.order" />
          <TextField name="timeToLive" placeholder="never" />
        </ColumnLayout>
      </SpaceBetween>
    </Section>
  );
}

function triesOf(attempts: string): string {
  if (attempts.trim() === '') return 'An attempt after every delay';
  return attempts.trim() === '1' ? 'One attempt, no retry' : `Up to ${attempts} attempts`;
}

function expiryOf(timeToLive: string): string {
  return timeToLive.trim() ? `messages expire after ${withUnit(timeToLive, 's')}` : 'messages never expire';
}
