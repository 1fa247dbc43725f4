import Button from '@cloudscape-design/components/button';
import { useFormContext } from 'react-hook-form';
import { typedFigure } from '@/components/format';
import type { ForecastAnswer } from '@/api/types';
import type { SettingsForm } from '../formTypes';

interface Props {
  forecast: ForecastAnswer;
  /** Whether the seed of the run is left to chance. */
  random: boolean;
}

/** Whether the run will be exactly this, and if not, why. */
export function Certainty({ forecast: { settings }, random }: Props) {
  const { setValue } = useFormContext<SettingsForm>();
  return (
    <div className="forecast-note">
      {random ? (
        <p>
          The seed is left to chance. This is the run with seed {settings.seed}; with another seed it differs
          a little.{' '}
          <Button
            variant="inline-link"
            formAction="none"
            onClick={() =>
              setValue('seed', typedFigure(settings.seed), { shouldDirty: true, shouldValidate: true })
            }
          >
            Run with this seed
          </Button>
        </p>
      ) : (
        <p>Exact: a run with seed {settings.seed} comes to just this.</p>
      )}
    </div>
  );
}
