import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { LinesField } from '../fields/LinesField';
import { TextField } from '../fields/TextField';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { beyondQuestion } from './beyond';
import { FigureSlider } from './FigureSlider';

/** What alert, to how many, over what, by when: what one asks first. */
export function QuestionSection({ onMore }: { onMore: () => void }) {
  const limits = useAllLimits();
  const form = useWatch<SettingsForm>() as SettingsForm;
  const beyond = beyondQuestion(limits, form);
  const objective = form.objectives.findIndex(({ goal }) => goal !== 'budget');
  return (
    <Container header={<Header variant="h2">What alert, to how many, over what, by when?</Header>}>
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <TextField name="name" terse />
          <div>
            <TextField name="messages" label="People" terse />
            <FigureSlider name="messages" most={1_000_000} />
          </div>
        </ColumnLayout>
        <LinesField name="text" />
        {form.senderGroups.map((group, i) => (
          <GroupQuestion
            key={i}
            index={i}
            title={form.senderGroups.length > 1 ? group.name.trim() || `Group ${i + 1}` : undefined}
            byOutcomes={group.attempts === 'outcomes'}
          />
        ))}
        <ColumnLayout columns={objective >= 0 ? 3 : 1}>
          <div>
            <TextField name="retry.maxAttempts" terse />
            <FigureSlider name="retry.maxAttempts" most={10} />
          </div>
          {objective >= 0 && (
            <TextField name={`objectives.${objective}.share`} label="Share to reach" terse />
          )}
          {objective >= 0 && <TextField name={`objectives.${objective}.within`} label="By when" terse />}
        </ColumnLayout>
        {beyond.length > 0 && (
          <Box variant="p" color="text-body-secondary">
            Not shown here, and counted: {beyond.join(', ')}.{' '}
            <Button variant="inline-link" formAction="none" onClick={onMore}>
              Show everything
            </Button>
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}

interface GroupProps {
  index: number;
  /** Nothing if it is the only one. */
  title: string | undefined;
  /** Whether its failures are told by outcomes, which the question does not show. */
  byOutcomes: boolean;
}

function GroupQuestion({ index, title, byOutcomes }: GroupProps) {
  const group = `senderGroups.${index}` as const;
  return (
    <div role="group" aria-label={title ?? 'Senders'}>
      {title !== undefined && <Box variant="h3">{title}</Box>}
      <ColumnLayout columns={3}>
        <div>
          <TextField name={`${group}.senders`} terse />
          <FigureSlider name={`${group}.senders`} most={10_000} />
        </div>
        <div>
          <TextField name={`${group}.ratePerSecond`} placeholder="no limit" terse />
          <FigureSlider name={`${group}.ratePerSecond`} most={1000} empty="no limit" />
        </div>
        {!byOutcomes && (
          <div>
            <TextField name={`${group}.failureRate`} terse />
            <FigureSlider name={`${group}.failureRate`} most={0.5} />
          </div>
        )}
      </ColumnLayout>
    </div>
  );
}
