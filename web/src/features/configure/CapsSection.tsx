import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { ChoiceField } from './fields/ChoiceField';
import { NamesField } from './fields/NamesField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { useNames } from './names';
import { Rows } from './Rows';
import { Section } from './Section';
import { summaryOfNames } from './summaries';

/** What providers allow in a day or another span. */
export function CapsSection() {
  const caps = useWatch<SettingsForm, 'caps'>({ name: 'caps' });
  return (
    <Section title="Caps" summary={summaryOfNames(caps, 'None')} fields={['caps']}>
      <Rows name="caps" noun="cap" titled optional>
        {(cap) => <CapFields name={cap} />}
      </Rows>
    </Section>
  );
}

function CapFields({ name }: { name: `caps.${number}` }) {
  const groups = useNames('senderGroups');
  const audiences = useNames('audience');
  const span = useWatch<SettingsForm, `${typeof name}.window.span`>({ name: `${name}.window.span` });
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <TextField name={`${name}.name`} />
        <TextField name={`${name}.count`} />
        <ChoiceField name={`${name}.unit`} />
        <ChoiceField name={`${name}.over`} />
        <ChoiceField name={`${name}.window.span`} />
        {span === 'daily' ? (
          <>
            <TextField name={`${name}.window.daily`} placeholder="America/New_York" />
            <TextField name={`${name}.window.at`} placeholder="midnight" />
          </>
        ) : (
          <TextField name={`${name}.window.seconds`} />
        )}
        <NamesField name={`${name}.groups`} options={groups} none="All groups" />
        <NamesField name={`${name}.audience`} options={audiences} none="All audiences" />
      </ColumnLayout>
      <Rows name={`${name}.timetable`} noun="change" titled optional>
        {(change) => (
          <ColumnLayout columns={2}>
            <TextField terse name={`${change}.at`} />
            <TextField terse name={`${change}.count`} />
          </ColumnLayout>
        )}
      </Rows>
    </SpaceBetween>
  );
}
