import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWatch } from 'react-hook-form';
import { formatCounted } from '@/components/format';
import { ChoiceField } from './fields/ChoiceField';
import { FlagField } from './fields/FlagField';
import { NamesField } from './fields/NamesField';
import { TextField } from './fields/TextField';
import { limitsOf } from './fieldPaths';
import type { GroupForm, SettingsForm } from './formTypes';
import { useAllLimits } from './LimitsContext';
import { Rows } from './Rows';
import { Section } from './Section';

type GroupName = `senderGroups.${number}`;

/** When a group sends, and what changes in the course of the sending. */
export function TimetableFields({ group }: { group: GroupName }) {
  const { timetable, openHours } = useWatch<SettingsForm, GroupName>({ name: group });
  return (
    <Section
      variant="default"
      title="Timetable and opening hours"
      summary={summaryOf({ timetable, openHours })}
      fields={[`${group}.timetable`, `${group}.openHours`]}
    >
      <SpaceBetween size="l">
        <Rows name={`${group}.timetable`} noun="change" titled optional>
          {(change) => <ChangeFields group={group} name={change} />}
        </Rows>
        <Rows name={`${group}.openHours`} noun="span" titled optional>
          {(span) => <SpanFields name={span} />}
        </Rows>
      </SpaceBetween>
    </Section>
  );
}

function ChangeFields({ group, name }: { group: GroupName; name: `${GroupName}.timetable.${number}` }) {
  const [attempts, open] = useWatch<SettingsForm, [`${GroupName}.attempts`, `${typeof name}.open`]>({
    name: [`${group}.attempts`, `${name}.open`],
  });
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={2}>
        <TextField name={`${name}.at`} />
        <TextField name={`${name}.ratePerSecond`} placeholder="as before" />
        <TextField name={`${name}.senders`} placeholder="as before" />
        {attempts !== 'outcomes' && <TextField name={`${name}.failureRate`} placeholder="as before" />}
        <TextField name={`${name}.sendTimeFactor`} placeholder="as before" />
        <ChoiceField name={`${name}.open`} />
      </ColumnLayout>
      {open === 'false' && <FlagField name={`${name}.abort`} />}
    </SpaceBetween>
  );
}

function SpanFields({ name }: { name: `${GroupName}.openHours.${number}` }) {
  const days = limitsOf(useAllLimits(), `${name}.days.0`).choices ?? [];
  return (
    <SpaceBetween size="s">
      <NamesField name={`${name}.days`} options={days} none="Every day" />
      <ColumnLayout columns={2}>
        <TextField name={`${name}.from`} placeholder="08:00" />
        <TextField name={`${name}.to`} placeholder="21:00" />
      </ColumnLayout>
    </SpaceBetween>
  );
}

function summaryOf({ timetable, openHours }: Pick<GroupForm, 'timetable' | 'openHours'>): string {
  const changes = timetable.length > 0 ? formatCounted(timetable.length, 'change') : 'No changes';
  const hours = openHours.map(({ from, to }) => `${from} to ${to}`).join(', ');
  return `${changes}; ${hours ? `open ${hours}` : 'always open'}`;
}
