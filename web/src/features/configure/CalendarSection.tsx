import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useWatch } from 'react-hook-form';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { Section } from './Section';

/** When the alert starts on the calendar, and the currency of all amounts. */
export function CalendarSection() {
  const [startAt, zone, currency] = useWatch<SettingsForm, ['startAt', 'zone', 'currency']>({
    name: ['startAt', 'zone', 'currency'],
  });
  const start = startAt.trim() ? `Starts at ${startAt} ${zone}`.trim() : 'No dates';
  return (
    <Section
      title="Date and currency"
      summary={`${start}; amounts in ${currency}`}
      fields={['startAt', 'zone', 'currency']}
    >
      <ColumnLayout columns={2}>
        <TextField name="startAt" placeholder="2026-03-28T20:00:00+01:00" />
        <TextField name="zone" placeholder="Europe/Berlin" />
        <TextField name="currency" />
      </ColumnLayout>
    </Section>
  );
}
