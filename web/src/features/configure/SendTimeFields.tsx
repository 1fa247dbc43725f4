import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useWatch, type FieldPathByValue } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { TextField } from './fields/TextField';
import { hasParameter } from './fieldPaths';
import type { SendTimeForm, SettingsForm } from './formTypes';
import { labelOf } from './labels';
import { useAllLimits } from './LimitsContext';
import { Rows } from './Rows';

export type SendTimeName = FieldPathByValue<SettingsForm, SendTimeForm>;

/** The parameters that are one figure. */
const plainParameters = ['mean', 'standardDeviation', 'minimum', 'maximum'] as const;

/** A distribution of times: its kind, and the parameters that it has. */
export function SendTimeFields({ name }: { name: SendTimeName }) {
  return (
    <>
      <ColumnLayout columns={2}>
        <ChoiceField name={`${name}.distribution`} />
      </ColumnLayout>
      <SendTimeParameters name={name} />
    </>
  );
}

/** The parameters that the chosen distribution has. */
export function SendTimeParameters({ name }: { name: SendTimeName }) {
  const distribution = useWatch<SettingsForm, `${SendTimeName}.distribution`>({
    name: `${name}.distribution`,
  });
  const limits = useAllLimits();
  if (hasParameter(limits, name, distribution, 'percentiles')) return <PercentileFields name={name} />;
  return (
    <ColumnLayout columns={2}>
      {plainParameters
        .filter((parameter) => hasParameter(limits, name, distribution, parameter))
        .map((parameter) => (
          <TextField
            key={parameter}
            name={`${name}.${parameter}`}
            placeholder={parameter === 'standardDeviation' ? 'a fifth of the mean' : undefined}
          />
        ))}
    </ColumnLayout>
  );
}

/** The points of an empirical distribution. */
function PercentileFields({ name }: { name: SendTimeName }) {
  return (
    <Rows name={`${name}.percentiles`} noun="point" titled>
      {(point, index) => (
        <ColumnLayout columns={2}>
          <TextField terse name={`${point}.share`} label={`${labelOf(`${point}.share`)} ${index + 1}`} />
          <TextField terse name={`${point}.seconds`} label={`${labelOf(`${point}.seconds`)} ${index + 1}`} />
        </ColumnLayout>
      )}
    </Rows>
  );
}
