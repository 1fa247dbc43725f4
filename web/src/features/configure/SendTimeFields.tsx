import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useWatch } from 'react-hook-form';
import { TextField } from './fields/TextField';
import { hasParameter, plainParameters, type SettingsForm } from './form';
import { useAllLimits } from './LimitsContext';
import { PercentileFields } from './PercentileFields';

/** The parameters that the chosen distribution has. */
export function SendTimeFields({ index }: { index: number }) {
  const time = `senderGroups.${index}.sendTime` as const;
  const distribution = useWatch<SettingsForm, `${typeof time}.distribution`>({
    name: `${time}.distribution`,
  });
  const limits = useAllLimits();
  if (hasParameter(limits, distribution, 'percentiles')) return <PercentileFields index={index} />;
  return (
    <ColumnLayout columns={2}>
      {plainParameters
        .filter((name) => hasParameter(limits, distribution, name))
        .map((name) => (
          <TextField
            key={name}
            name={`${time}.${name}`}
            placeholder={name === 'standardDeviation' ? 'a fifth of the mean' : undefined}
          />
        ))}
    </ColumnLayout>
  );
}
