import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { sentence } from '@/api/problem';
import type { LogLimits } from '@/api/types';
import { missing, none } from './recognise';
import type { LogStart } from './table';
import type { Log } from './useLog';

interface Props {
  limits: LogLimits;
  log: Log;
  start: LogStart;
}

/** Which column is for what: as recognised, and open to change; what is not recognised is asked for. */
export function ColumnFields({ limits, log, start }: Props) {
  const wanted = missing(limits, log.taken, log.columns);
  const shown = limits.roles.filter(
    ({ role, needed }) =>
      log.taken[role] !== undefined || wanted.includes(role) || (needed && role !== 'ended'),
  );
  const others = limits.roles.filter((known) => !shown.includes(known));
  const field = (known: LogLimits['roles'][number]) => (
    <RoleField key={known.role} known={known} wanted={wanted.includes(known.role)} log={log} start={start} />
  );
  return (
    <SpaceBetween size="s">
      <h3 className="fit-title">Columns</h3>
      <ColumnLayout columns={3}>
        {shown.map(field)}
        <ZoneField log={log} />
      </ColumnLayout>
      {others.length > 0 && (
        <ExpandableSection headerText="Other things a log may have">
          <ColumnLayout columns={3}>{others.map(field)}</ColumnLayout>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

interface RoleProps {
  known: LogLimits['roles'][number];
  wanted: boolean;
  log: Log;
  start: LogStart;
}

function RoleField({ known: { role, what, needed, names }, wanted, log, start }: RoleProps) {
  const options = [
    ...start.header.map((name) => ({ value: name, label: name })),
    ...(needed && role !== 'recipient' ? [] : [{ value: none, label: labelOfNone(role) }]),
  ];
  const given = log.columns[role];
  const value = given === none ? none : log.taken[role];
  const told = log.problem?.fields.find(({ location }) => location === `query.${role}`)?.message;
  const why = wanted
    ? `No column has a usual name for it (${names.slice(0, 3).join(', ')} …). Say which one tells ${what}.`
    : undefined;
  return (
    <FormField
      label={sentence(role).slice(0, -1)}
      description={what}
      constraintText={value !== undefined && given === undefined ? 'Recognised by its name.' : undefined}
      errorText={why ?? (told && sentence(told))}
    >
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        placeholder="Choose a column"
        onChange={({ detail }) =>
          log.say({ columns: { ...log.columns, [role]: detail.selectedOption.value ?? none } })
        }
      />
    </FormField>
  );
}

function labelOfNone(role: string): string {
  return role === 'recipient' ? 'None: each row is somebody else' : 'None';
}

function ZoneField({ log }: { log: Log }) {
  const told = log.problem?.fields.find(({ location }) => location === 'query.zone')?.message;
  return (
    <FormField
      label="Time zone"
      description="of times that do not say theirs, as Europe/Berlin"
      errorText={told && sentence(told)}
    >
      <Input value={log.zone} spellcheck={false} onChange={({ detail }) => log.say({ zone: detail.value })} />
    </FormField>
  );
}
