import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { ReactNode } from 'react';
import type { Forecast, GroupForecast, Settings } from '@/api/types';
import { type Column, FigureTable } from '../FigureTable';
import { formatCount, formatDuration, formatMoney, formatParts } from '../format';
import { confirms } from './counts';
import './model.css';

type Item<Key extends 'audiences' | 'channels' | 'steps' | 'caps'> = NonNullable<Forecast[Key]>[number];

interface Props {
  forecast: Forecast;
  settings: Settings;
}

/** The parts of a result, each in a table that is closed until it is wanted. */
export function Details({ forecast, settings }: Props) {
  const { audiences = [], channels = [], steps = [], caps = [], groups } = forecast;
  const ending = groups.filter(hasEnds);
  return (
    <div className="model-section">
      <Section
        title="Audiences"
        columns={audienceColumns(audiences, settings)}
        rows={audiences}
        keyOf={nameOf}
      >
        {audiences.some(({ at }) => at > 0) && "An audience's time counts from when its messages come."}
      </Section>
      <Section title="Channels" columns={channelColumns} rows={channels} keyOf={nameOf} />
      <Section
        title="Steps"
        columns={stepColumns(steps)}
        rows={steps}
        keyOf={({ cycle, step }) => `${cycle}.${step}`}
      />
      <Section title="How attempts end" columns={endColumns} rows={ending} keyOf={nameOf}>
        <Outcomes groups={ending} />
      </Section>
      <Section title="Caps" columns={capColumns} rows={caps} keyOf={nameOf} />
      <SendingCost cost={forecast.sendingCost} />
    </div>
  );
}

interface SectionProps<Row> {
  title: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What there is to say below the table. */
  children?: ReactNode;
}

function Section<Row>({ title, columns, rows, keyOf, children }: SectionProps<Row>) {
  if (rows.length === 0) return null;
  return (
    <ExpandableSection headerText={title} headingTagOverride="h3">
      <FigureTable label={`Table: ${title}`} columns={columns} rows={rows} keyOf={keyOf} />
      {typeof children === 'string' ? <Box variant="small">{children}</Box> : children}
    </ExpandableSection>
  );
}

const nameOf = ({ name }: { name: string }) => name;

function audienceColumns(
  audiences: readonly Item<'audiences'>[],
  settings: Settings,
): Column<Item<'audiences'>>[] {
  const from: Column<Item<'audiences'>> = { name: 'From', value: ({ at }) => formatDuration(at) };
  const acknowledged: Column<Item<'audiences'>> = {
    name: 'Acknowledged',
    value: ({ acknowledged }) => formatCount(acknowledged),
  };
  return [
    { name: 'Audience', words: true, value: ({ name }) => name || 'the rest' },
    { name: 'Messages', value: ({ messages }) => formatCount(messages) },
    ...(audiences.some(({ at }) => at > 0) ? [from] : []),
    { name: 'Delivered', value: ({ delivered }) => formatCount(delivered) },
    ...(confirms(settings) ? [acknowledged] : []),
    { name: 'Failed', value: ({ failed }) => formatCount(failed) },
    { name: 'Expired', value: ({ expired }) => formatCount(expired) },
    { name: 'Unreachable', value: ({ unreachable }) => formatCount(unreachable) },
    { name: '95 % after', value: ({ latency }) => (latency ? formatDuration(latency.p95) : 'never') },
  ];
}

const stepFigures: Column<Omit<Item<'channels'>, 'name'>>[] = [
  { name: 'Begun', value: ({ begun }) => formatCount(begun) },
  { name: 'Attempts', value: ({ attempts }) => formatCount(attempts) },
  { name: 'Delivered', value: ({ delivered }) => formatCount(delivered) },
  { name: 'Repeats', value: ({ repeats }) => formatCount(repeats) },
];

const channelColumns: Column<Item<'channels'>>[] = [
  { name: 'Channel', words: true, value: nameOf },
  ...stepFigures,
];

function stepColumns(steps: readonly Item<'steps'>[]): Column<Item<'steps'>>[] {
  const cycles = steps.some(({ cycle }) => cycle > 1);
  return [
    {
      name: 'Step',
      words: true,
      value: ({ cycle, step, channel }) => `${cycles ? `${cycle}.` : ''}${step} ${channel}`,
    },
    ...stepFigures,
  ];
}

type EndingGroup = GroupForecast & Required<Pick<GroupForecast, 'ends'>>;

function hasEnds(group: GroupForecast): group is EndingGroup {
  return group.ends !== undefined;
}

const endColumns: Column<EndingGroup>[] = [
  { name: 'Group', words: true, value: nameOf },
  { name: 'Delivered', value: ({ ends }) => formatCount(ends.delivered) },
  { name: 'Temporary', value: ({ ends }) => formatCount(ends.temporary) },
  { name: 'Permanent', value: ({ ends }) => formatCount(ends.permanent) },
  { name: 'Over a cap', value: ({ ends }) => formatCount(ends.overCap) },
  { name: 'Aborted', value: ({ ends }) => formatCount(ends.aborted) },
  { name: 'Closed for', value: ({ closedSeconds = 0 }) => formatDuration(closedSeconds) },
  { name: 'Held by its rate for', value: ({ heldByRateSeconds = 0 }) => formatDuration(heldByRateSeconds) },
];

interface GroupOutcome {
  group: EndingGroup;
  name: string;
  attempts: number;
  part: string;
}

const outcomeColumns: Column<GroupOutcome>[] = [
  { name: 'Group', words: true, value: ({ group }) => group.name },
  { name: 'Outcome', words: true, value: nameOf },
  { name: 'Attempts', value: ({ attempts }) => formatCount(attempts) },
  { name: 'Part', value: ({ part }) => part },
];

function Outcomes({ groups }: { groups: readonly EndingGroup[] }) {
  const rows = groups.flatMap((group) => {
    const outcomes = group.ends.outcomes ?? [];
    const counts = outcomes.map(({ attempts }) => attempts);
    const others = group.attempts - counts.reduce((sum, count) => sum + count, 0); // refused or aborted
    const parts = formatParts([...counts, others]);
    return outcomes.map((outcome, i): GroupOutcome => ({ group, ...outcome, part: parts[i] ?? '' }));
  });
  if (rows.length === 0) return null;
  return (
    <FigureTable
      label="Table: outcomes of attempts"
      columns={outcomeColumns}
      rows={rows}
      keyOf={({ group, name }) => JSON.stringify([group.name, name])}
    />
  );
}

const capColumns: Column<Item<'caps'>>[] = [
  { name: 'Cap', words: true, value: nameOf },
  {
    name: 'Most at a time',
    value: ({ peak, windows }) => (!windows && peak === 0 ? 'never binds' : formatCount(peak)),
  },
  { name: 'Windows used', value: ({ windows }) => (windows ? usedOf(windows) : 'rolling') },
  { name: 'Held something back for', value: ({ heldSeconds }) => formatDuration(heldSeconds) },
];

function usedOf(windows: readonly number[]): string {
  return `${formatCount(windows.filter((used) => used > 0).length)} of ${formatCount(windows.length)}`;
}

type Cost = NonNullable<Forecast['sendingCost']>;

function SendingCost({ cost }: { cost: Cost | undefined }) {
  if (!cost) return null;
  const columns: Column<Cost['groups'][number]>[] = [
    { name: 'Group', words: true, value: nameOf },
    { name: 'Cost', value: ({ amount }) => formatMoney(amount, cost.currency) },
  ];
  const total = { name: 'in all', amount: cost.total };
  return (
    <Section
      title="Cost of the sending"
      columns={columns}
      rows={[...cost.groups, total]}
      keyOf={(row) => (row === total ? 'total' : `group ${row.name}`)}
    >
      What the providers ask for, by the prices of the sender groups. What it takes to run the simulator is
      apart from it.
    </Section>
  );
}
