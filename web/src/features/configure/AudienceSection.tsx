import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { FlagField } from './fields/FlagField';
import { NamesField } from './fields/NamesField';
import { OwnNameField } from './fields/OwnNameField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { useNames } from './names';
import { Rows } from './Rows';
import { Section } from './Section';
import { summaryOfNames } from './summaries';

/** Who is alerted, in which order, and from when. */
export function AudienceSection() {
  const audience = useWatch<SettingsForm, 'audience'>({ name: 'audience' });
  return (
    <Section
      title="Audiences"
      summary={summaryOfNames(audience, 'All recipients alike')}
      fields={['audience']}
    >
      <Rows name="audience" noun="audience" titled optional>
        {(one, index) => <AudienceFields name={one} index={index} />}
      </Rows>
    </Section>
  );
}

function AudienceFields({ name, index }: { name: `audience.${number}`; index: number }) {
  const channels = useNames('channels');
  const all = useWatch<SettingsForm, `${typeof name}.allChannels`>({ name: `${name}.allChannels` });
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <OwnNameField of="audience" index={index} />
        <TextField name={`${name}.priority`} />
        <TextField name={`${name}.share`} />
        <TextField name={`${name}.messages`} />
        <TextField name={`${name}.at`} />
      </ColumnLayout>
      <FlagField name={`${name}.allChannels`} />
      {!all && (
        <NamesField name={`${name}.channels`} options={channels} none="None: they cannot be reached" />
      )}
    </SpaceBetween>
  );
}
