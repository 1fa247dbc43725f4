import type { Forecast, Settings } from '@/api/types';
import { formatCount, formatDuration, formatMoney, formatPart } from '../format';
import { confirms } from './counts';

export interface ModelFigure {
  label: string;
  value: string;
  /** What it is a part of, or what it counts. */
  note?: string;
}

/** What there is beside the ends of the messages; each figure only where there is anything of it. */
export function modelFigures(
  settings: Settings,
  counts: Pick<Forecast, 'acknowledged' | 'repeats'>,
  whole?: Pick<Forecast, 'endsAt' | 'furtherSteps' | 'refused' | 'sendingCost'>,
): ModelFigure[] {
  const { acknowledged, repeats } = counts;
  const { endsAt, furtherSteps = 0, refused = 0, sendingCost } = whole ?? {};
  const out: ModelFigure[] = [];
  if (confirms(settings)) {
    const part = formatPart(acknowledged, settings.messages);
    out.push({ label: 'Acknowledged', value: formatCount(acknowledged), note: part });
    if (endsAt !== undefined) out.push({ label: 'Last acknowledgement by', value: formatDuration(endsAt) });
  }
  if (furtherSteps > 0) {
    const note = 'begun beyond the first of each message';
    out.push({ label: 'Further steps', value: formatCount(furtherSteps), note });
  }
  if (repeats > 0) {
    const note = 'attempts that delivered once more';
    out.push({ label: 'Repeats', value: formatCount(repeats), note });
  }
  if (refused > 0) out.push({ label: 'Refused by caps', value: formatCount(refused), note: 'attempts' });
  if (sendingCost) {
    const value = formatMoney(sendingCost.total, sendingCost.currency);
    out.push({ label: 'Cost of the sending', value, note: 'by the prices of the sender groups' });
  }
  return out;
}
