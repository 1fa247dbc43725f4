import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { FlagField } from './fields/FlagField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './form';
import { withUnit } from './limits';
import { Section } from './Section';

/** What becomes of a message whose attempt fails, or that waits too long. */
export function RetrySection() {
  const [attempts, timeToLive] = useWatch<SettingsForm, ['retry.maxAttempts', 'timeToLive']>({
    name: ['retry.maxAttempts', 'timeToLive'],
  });
  const tries = attempts.trim() === '1' ? 'One attempt, no retry' : `Up to ${attempts} attempts`;
  const expiry = timeToLive.trim()
    ? `messages expire after ${withUnit(timeToLive, 's')}`
    : 'messages never expire';
  return (
    <Section title="Retry and expiry" summary={`${tries}; ${expiry}`} fields={['retry', 'timeToLive']}>
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <TextField name="retry.maxAttempts" />
          <TextField name="retry.initialBackoff" />
          <TextField name="retry.multiplier" />
          <TextField name="retry.maxBackoff" />
        </ColumnLayout>
        <FlagField name="retry.jitter" />
        <ColumnLayout columns={2}>
          <TextField name="timeToLive" placeholder="never" />
        </ColumnLayout>
      </SpaceBetween>
    </Section>
  );
}
