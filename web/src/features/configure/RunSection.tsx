import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { FlagField } from './fields/FlagField';
import { TextField } from './fields/TextField';
import { typedFigure } from '@/components/format';
import type { SettingsForm } from './formTypes';
import { withUnit } from './limits';
import { Section } from './Section';

interface Props {
  /** The seed of the simulation whose settings these are. */
  earlierSeed: number | undefined;
}

/** How it is run and watched, and how to get the same result again. */
export function RunSection({ earlierSeed }: Props) {
  const { setValue } = useFormContext<SettingsForm>();
  const [interval, autoStart, seed] = useWatch<SettingsForm, ['monitoringInterval', 'autoStart', 'seed']>({
    name: ['monitoringInterval', 'autoStart', 'seed'],
  });
  const start = autoStart ? 'starts by itself' : 'started by hand';
  const summary = `Watched every ${withUnit(interval, 's')}; ${start}; ${seed.trim() ? `seed ${seed}` : 'random seed'}`;
  return (
    <Section
      title="Monitoring, start and seed"
      summary={summary}
      fields={['monitoringInterval', 'autoStart', 'seed']}
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={2}>
          <TextField name="monitoringInterval" />
          <TextField
            name="seed"
            placeholder="random"
            action={
              earlierSeed !== undefined && (
                <Button
                  formAction="none"
                  onClick={() => setValue('seed', typedFigure(earlierSeed), { shouldValidate: true })}
                >
                  Same as before
                </Button>
              )
            }
          />
        </ColumnLayout>
        <FlagField name="autoStart" />
      </SpaceBetween>
    </Section>
  );
}
