import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { FlagField } from './fields/FlagField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { Section } from './Section';

const amounts = ['perPart', 'perAttempt', 'perMinute'] as const;
const rents = ['perMonth', 'once'] as const;

/** What the provider of a group asks for. */
export function PriceFields({ group }: { group: `senderGroups.${number}` }) {
  const { priced, price } = useWatch<SettingsForm, typeof group>({ name: group });
  const said = [...amounts, ...rents].filter((name) => !/^[0.\s]*$/.test(price[name]));
  return (
    <Section
      variant="default"
      title="Price"
      summary={priced ? said.map((name) => `${price[name]} ${words[name]}`).join(', ') || 'Nothing' : 'None'}
      fields={[`${group}.priced`, `${group}.price`]}
    >
      <SpaceBetween size="s">
        <FlagField name={`${group}.priced`} />
        {priced && (
          <ColumnLayout columns={2}>
            {amounts.map((name) => (
              <TextField key={name} name={`${group}.price.${name}`} />
            ))}
            <TextField name={`${group}.price.increment`} />
            <ChoiceField name={`${group}.price.billed`} />
            {rents.map((name) => (
              <TextField key={name} name={`${group}.price.${name}`} />
            ))}
          </ColumnLayout>
        )}
      </SpaceBetween>
    </Section>
  );
}

const words = {
  perPart: 'a part',
  perAttempt: 'an attempt',
  perMinute: 'a minute',
  perMonth: 'a month',
  once: 'once',
};
