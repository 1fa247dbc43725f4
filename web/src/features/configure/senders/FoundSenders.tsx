import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SendersAnswer } from '@/api/types';
import { formatCounted, formatPortion, formatShare, typedFigure } from '@/components/format';
import { ForecastObjectives } from '../forecast/ForecastObjectives';
import type { SettingsForm } from '../formTypes';
import { SendersChart } from './SendersChart';
import { SendersTable } from './SendersTable';

interface Props {
  answer: SendersAnswer;
  /** The form that was asked with. */
  form: SettingsForm;
  group: number | undefined;
}

/** How many senders suffice, how sure that is, how they split into groups, and what more or fewer would come to. */
export function FoundSenders({ answer, form, group }: Props) {
  const { senders, groups, forecast, searched } = answer;
  const several = groups.length > 1;
  const others = group !== undefined && several ? ' With the other groups as they are,' : '';
  return (
    <SpaceBetween size="m">
      <p className="senders-verdict">
        {others} <b>{formatCounted(group === undefined ? senders : (groups[group] ?? senders), 'sender')}</b>{' '}
        {group === undefined && several ? 'in all ' : ''}
        {sureness(answer)}
      </p>
      <ul className="configure-faults">
        {searched.inWords.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {several && (
        <ul className="configure-faults">
          {groups.map((count, index) => (
            <li key={index}>
              {nameOf(form, index)}: {formatCounted(count, 'sender')}
              {typedFigure(count) === form.senderGroups[index]?.senders.trim()
                ? ', as now'
                : `, now ${form.senderGroups[index]?.senders}`}
            </li>
          ))}
        </ul>
      )}
      <p className="forecast-note">{aboutSeeds(answer, form)}</p>
      <ForecastObjectives forecast={forecast} />
      <SendersChart answer={answer} />
      <SendersTable answer={answer} />
    </SpaceBetween>
  );
}

/** With how many seeds the objectives are met, what that says of all, and of one sender fewer. */
function sureness({ seeds, fewer, probability }: SendersAnswer): string {
  const { low, high } = seeds.interval;
  const against = [probability];
  const all = `of all seeds, ${formatPortion(low, against)} to ${formatPortion(high, against)}, with ${formatShare(seeds.confidence)} confidence`;
  const first = fewer && fewer.of < seeds.of ? ' the first' : '';
  const less = fewer && fewer.of > 0 ? ` With one fewer it is ${fewer.met} of${first} ${fewer.of}.` : '';
  return `meet every objective with ${seeds.met} of ${seeds.of} seeds (${all}).${less}`;
}

/** Which seeds these are, and what becomes of the run with the first of them. */
function aboutSeeds({ forecast, seeds }: SendersAnswer, form: SettingsForm): string {
  const { seed } = forecast.settings;
  const missed = forecast.objectives.some(({ met }) => met === false);
  const first = missed ? ` The run with seed ${seed} is one of those that miss.` : '';
  const open = form.seed.trim() === '';
  const filled = open ? ' With the number this seed is filled in, so that the run is the one below.' : '';
  return `The seeds are ${seed} and the next ${seeds.of - 1}; times are those with the first.${first}${filled}`;
}

function nameOf(form: SettingsForm, index: number): string {
  const name = form.senderGroups[index]?.name.trim() ?? '';
  return name === '' ? `Group ${index + 1}` : name;
}
