import type { Limits, Preset } from '@/api/types';
import { defaultForm, elementForm, formOf, groupFormOf } from './form';
import type { GroupForm, SettingsForm } from './formTypes';
import { renamed } from './renames';

/** The parts of the form where a preset fills something in beside the group. */
export const partsBeside = ['caps', 'audience', 'channels', 'retry'] as const;

interface Filled {
  group: GroupForm;
  others: Pick<SettingsForm, (typeof partsBeside)[number]>;
  /** What was filled in beside the group, in words. */
  beside: string[];
}

/**
 * Fills a group of the form in from a preset, and what goes with it: caps of the group, the audience that they are for, the
 * share of recipients that its channel never reaches, and how it is tried again. What the user has said of the retry and the
 * channel stays; what the preset before had filled in goes.
 */
export function fillIn(
  limits: Limits,
  before: SettingsForm,
  index: number,
  preset: Preset,
  former?: Preset,
): Filled {
  const cleared = former ? withoutPreset(limits, before, index, former) : before;
  const group = groupOf(limits, cleared, index, preset);
  const form = withGroup(cleared, index, group);
  const beside: string[] = [];

  for (const cap of preset.caps ?? []) {
    form.caps = [...form.caps, elementForm(limits, 'caps', { ...cap, groups: [group.name] }) as never];
    beside.push(`the cap “${cap.name}”`);
  }
  for (const audience of preset.audience ?? []) {
    if (form.audience.some(({ name }) => name.trim() === audience.name)) continue;
    form.audience = [...form.audience, elementForm(limits, 'audience', audience) as never];
    beside.push(`the audience “${audience.name}”`);
  }
  const share = neverReachedIn(limits, preset);
  const at = channelOf(form, group);
  if (share !== undefined && at < form.channels.length && isUnsaid(limits, form.channels[at]?.neverReached)) {
    form.channels = form.channels.map((one, i) => (i === at ? { ...one, neverReached: share } : one));
    beside.push(`${share} % never reached over its channel`);
  } else if (share !== undefined && form.channels.length === 0 && form.senderGroups.length === 1) {
    form.channels = [
      elementForm(limits, 'channels', { name: group.name, neverReached: preset.neverReached }) as never,
    ];
    beside.push(`a channel, over which ${share} % are never reached`);
  }
  if (preset.retry && isSame(form.retry, defaultForm(limits).retry)) {
    form.retry = retryIn(limits, preset);
    beside.push('how often and when is tried again');
  }
  return { group, others: form, beside };
}

/** The form with a group in another's place: caps that named it do by its new name. */
function withGroup(form: SettingsForm, index: number, group: GroupForm): SettingsForm {
  const before = form.senderGroups[index]?.name ?? '';
  const out = { ...form, senderGroups: form.senderGroups.map((one, i) => (i === index ? group : one)) };
  const groupsOf = new Map<string, unknown>(renamed(out, 'senderGroups', before, group.name));
  out.caps = out.caps.map((cap, i) => ({
    ...cap,
    groups: (groupsOf.get(`caps.${i}.groups`) ?? cap.groups) as string[],
  }));
  return out;
}

/** A group filled in; what a preset says nothing of, as prices and opening hours, stays. */
function groupOf(limits: Limits, form: SettingsForm, index: number, preset: Preset): GroupForm {
  const filled = groupFormOf(limits, preset.group);
  const said = Object.keys(preset.group).map((name) => [name, filled[name as keyof GroupForm]]);
  const taken = form.senderGroups.filter((_, i) => i !== index).map(({ name }) => name.trim());
  return {
    ...form.senderGroups[index],
    attempts: filled.attempts,
    ...Object.fromEntries(said),
    name: free(filled.name, taken),
  } as GroupForm;
}

/** A name that no other group has: caps name theirs by it. */
function free(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let n = 2;
  while (taken.includes(`${name} ${n}`)) n++;
  return `${name} ${n}`;
}

/** The form without what a preset had filled in beside the group, unless it was changed since. */
function withoutPreset(limits: Limits, form: SettingsForm, index: number, preset: Preset): SettingsForm {
  const group = form.senderGroups[index];
  if (!group) return form;
  const brought = (preset.caps ?? []).map((cap) =>
    elementForm(limits, 'caps', { ...cap, groups: [group.name] }),
  );
  const caps = form.caps.filter((cap) => !brought.some((one) => isSame(one, cap)));
  const named = [...caps.flatMap((cap) => cap.audience), ...form.objectives.map(({ audience }) => audience)];
  const audiences = (preset.audience ?? []).map((one) => elementForm(limits, 'audience', one));
  const audience = form.audience.filter(
    (one) => named.includes(one.name) || !audiences.some((other) => isSame(other, one)),
  );
  const at = channelOf(form, group);
  const channels = form.channels.map((channel, i) =>
    i === at && channel.neverReached === neverReachedIn(limits, preset)
      ? { ...channel, neverReached: String(elementForm(limits, 'channels').neverReached) }
      : channel,
  );
  const retry =
    preset.retry && isSame(form.retry, retryIn(limits, preset)) ? defaultForm(limits).retry : form.retry;
  return { ...form, caps, audience, channels, retry };
}

/** Which channel a group sends over, by its number; as many as there are: it is none of them. */
function channelOf({ channels }: SettingsForm, { channel }: GroupForm): number {
  const found = channels.findIndex(({ name }) => name.trim() === channel);
  if (found >= 0) return found;
  return channels.length === 1 && channel === '' ? 0 : channels.length;
}

function neverReachedIn(limits: Limits, { neverReached }: Preset): string | undefined {
  return neverReached === undefined
    ? undefined
    : String(elementForm(limits, 'channels', { neverReached }).neverReached);
}

function retryIn(limits: Limits, preset: Preset): SettingsForm['retry'] {
  return formOf(limits, { retry: preset.retry }).retry;
}

/** Whether a share of a channel is as it is where nothing was said. */
function isUnsaid(limits: Limits, share: string | undefined): boolean {
  return share?.trim() === '' || share === elementForm(limits, 'channels').neverReached;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
