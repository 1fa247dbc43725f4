import SpaceBetween from '@cloudscape-design/components/space-between';
import type { SendersAnswer } from '@/api/types';
import { formatCounted } from '@/components/format';
import { ForecastObjectives } from '../forecast/ForecastObjectives';
import type { SettingsForm } from '../form';
import { SendersChart } from './SendersChart';

interface Props {
  answer: SendersAnswer;
  /** The form that was asked with. */
  form: SettingsForm;
  group: number | undefined;
}

/** How many senders suffice, how they split into groups, and what more or fewer would come to. */
export function FoundSenders({ answer, form, group }: Props) {
  const { senders, groups, forecast } = answer;
  const several = groups.length > 1;
  const others = group !== undefined && several ? ' With the other groups as they are,' : '';
  const fewer = senders > groups.length ? ', and with one fewer at least one is missed' : '';
  return (
    <SpaceBetween size="m">
      <p className="senders-verdict">
        {others} <b>{formatCounted(group === undefined ? senders : (groups[group] ?? senders), 'sender')}</b>{' '}
        {group === undefined && several ? 'in all ' : ''}
        meet every objective{fewer}.
      </p>
      {several && (
        <ul className="configure-faults">
          {groups.map((count, index) => (
            <li key={index}>
              {nameOf(form, index)}: {formatCounted(count, 'sender')}
              {String(count) === form.senderGroups[index]?.senders.trim()
                ? ', as now'
                : `, now ${form.senderGroups[index]?.senders}`}
            </li>
          ))}
        </ul>
      )}
      <ForecastObjectives forecast={forecast} />
      <SendersChart answer={answer} />
      {form.seed.trim() === '' && (
        <p className="forecast-note">
          This is with seed {forecast.settings.seed}. With another one it may take slightly more or fewer.
        </p>
      )}
    </SpaceBetween>
  );
}

function nameOf(form: SettingsForm, index: number): string {
  const name = form.senderGroups[index]?.name.trim() ?? '';
  return name === '' ? `Group ${index + 1}` : name;
}
