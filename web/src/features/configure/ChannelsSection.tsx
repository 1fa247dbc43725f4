import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { OwnNameField } from './fields/OwnNameField';
import { TextField } from './fields/TextField';
import type { SettingsForm } from './formTypes';
import { Rows } from './Rows';
import { Section } from './Section';
import { SendTimeFields } from './SendTimeFields';
import { summaryOfNames } from './summaries';

/** The ways to reach recipients. */
export function ChannelsSection() {
  const channels = useWatch<SettingsForm, 'channels'>({ name: 'channels' });
  return (
    <Section
      title="Channels"
      summary={summaryOfNames(channels, 'A single one, without a name')}
      fields={['channels']}
    >
      <Rows name="channels" noun="channel" titled optional>
        {(channel, index) => <ChannelFields name={channel} index={index} />}
      </Rows>
    </Section>
  );
}

function ChannelFields({ name, index }: { name: `channels.${number}`; index: number }) {
  const acknowledgement = `${name}.acknowledgement` as const;
  const share = useWatch<SettingsForm, `${typeof acknowledgement}.share`>({
    name: `${acknowledgement}.share`,
  });
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <OwnNameField of="channels" index={index} />
        <TextField name={`${name}.neverReached`} />
        <TextField name={`${acknowledgement}.share`} placeholder="nobody confirms" />
      </ColumnLayout>
      {share.trim() !== '' && <SendTimeFields name={`${acknowledgement}.time`} />}
    </SpaceBetween>
  );
}
