import type { Limits, StudyFactor, StudyPoint, StudyQuery } from '@/api/types';
import { isShare, isTime } from '@/components/fieldKinds';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatMoney,
  formatNumber,
  formatShare,
  formatTime,
} from '@/components/format';
import { fieldOfPlace } from '@/components/settingsPlace';

/** What there is to say of a study whatever it comes to: its factors, levels and objectives in words. */
export interface Told {
  query: StudyQuery;
  /** Of each factor what its levels are called. */
  levels: string[][];
  /** Whether there is anything to meet. */
  goals: boolean;
  /** The times of its objectives, which figures are measured against. */
  times: number[];
  /** What the time of a point is, over a column and as a title. */
  timeName: string;
  timeTitle: string;
}

export function toldOf(limits: Limits, query: StudyQuery): Told {
  const given = (query.settings as { objectives?: { within?: number; budget?: number }[] }).objectives;
  const objectives = given ?? limits.defaults.objectives;
  const varied = query.vary.some(({ path, alternatives }) => path?.startsWith('objectives') ?? alternatives);
  const times = objectives.flatMap(({ within, budget }) => (budget === undefined ? (within ?? []) : []));
  return {
    query,
    levels: query.vary.map((factor) => levelsOf(limits, factor)),
    goals: objectives.length > 0 || varied,
    times,
    timeName: times.length > 0 ? 'Reached by' : 'Last message ends',
    timeTitle: times.length > 0 ? 'When the objectives are reached' : 'When the last message ends',
  };
}

function levelsOf(limits: Limits, { path, values, alternatives }: StudyFactor): string[] {
  if (path === undefined) return (alternatives ?? []).map(({ name }) => name);
  const pattern = fieldOfPlace(path);
  const field = limits.fields.find((one) => one.path === pattern);
  return (values ?? []).map((value) => {
    if (typeof value !== 'number') return value === null ? 'none' : (value as string | boolean).toString();
    if (field && isShare(field)) return formatShare(value);
    return field && isTime(field) ? formatTime(value) : formatNumber(value);
  });
}

/** Whether the levels of a factor are numbers, and so have an order. */
export function isOrdered({ values }: StudyFactor): boolean {
  return values?.every((value) => typeof value === 'number') ?? false;
}

/** Which point it is: “Senders 20, Failure rate 5 %”. */
export function pointInWords({ query, levels }: Told, point: Pick<StudyPoint, 'levels'>): string {
  if (point.levels.length === 0) return 'The only point';
  return point.levels.map((level, i) => `${query.vary[i]?.name} ${levels[i]?.[level]}`).join(', ');
}

export function timeInWords({ times }: Told, { time }: Pick<StudyPoint, 'time'>): string {
  return time === null ? 'never' : formatDuration(time, times);
}

export function costInWords({ cost, costUnit }: Pick<StudyPoint, 'cost' | 'costUnit'>): string {
  if (cost === null) return 'more than can be counted';
  return costUnit === 'senders' ? formatCounted(Math.round(cost), 'sender') : formatMoney(cost, costUnit);
}

/** With how many of its seeds a point meets every objective. */
export function metInWords({ met }: Pick<StudyPoint, 'met'>): string {
  return `${formatCount(met.met)} of ${formatCounted(met.of, 'seed')}`;
}

/** A figure with its unit: a time, a count or an amount of money. */
export function inUnit(value: number, unit: string, against: readonly number[] = []): string {
  if (unit === 'seconds') return formatDuration(value, against);
  if (unit === 'messages' || unit === 'attempts' || unit === 'senders') {
    const rounded = Math.round(value * 10) / 10;
    return `${Number.isInteger(rounded) ? formatCount(rounded) : formatNumber(rounded)} ${unit}`;
  }
  return formatMoney(value, unit);
}

/** A difference with its sign. */
export function changeInWords(value: number, unit: string): string {
  if (value === 0) return 'no change';
  return `${value > 0 ? '+' : '−'}${inUnit(Math.abs(value), unit)}`;
}

const figureNames: Record<string, string> = {
  time: 'When the objectives are reached',
  makespan: 'When the last message ends',
  delivered: 'Delivered',
  failed: 'Failed',
  expired: 'Expired',
  unreachable: 'Unreachable',
  acknowledged: 'Acknowledged',
  repeats: 'Repeats',
  sendingCost: 'Cost of the sending',
  attempts: 'Attempts',
  averageSendTime: 'Average send time',
  latencyP50: 'Half are delivered by',
  latencyP90: '90 % are delivered by',
  latencyP95: '95 % are delivered by',
  latencyP99: '99 % are delivered by',
  latencyMax: 'The last is delivered by',
};

/** What a figure of the server is called; one without a name here stands as the server has it. */
export function figureName(name: string, { times }: Pick<Told, 'times'>): string {
  if (name === 'time' && times.length === 0) return figureNames.makespan ?? name;
  return figureNames[name] ?? name;
}
