import type { Limits, NewSettings, SenderGroup, Settings } from '@/api/types';
import { limitsOf, textOf, valueOf } from './limits';

/** The settings as they are typed: every figure is a text until it is submitted. */
export interface SettingsForm {
  name: string;
  text: string;
  messages: string;
  seed: string;
  senderGroups: GroupForm[];
  retry: {
    maxAttempts: string;
    initialBackoff: string;
    multiplier: string;
    maxBackoff: string;
    jitter: boolean;
  };
  timeToLive: string;
  mode: string;
  speed: string;
  monitoringInterval: string;
  autoStart: boolean;
  objectives: { share: string; within: string }[];
}

export interface GroupForm {
  name: string;
  senders: string;
  sendTime: {
    distribution: string;
    mean: string;
    standardDeviation: string;
    minimum: string;
    maximum: string;
    percentiles: { share: string; seconds: string }[];
  };
  failureRate: string;
  permanentShare: string;
  ratePerSecond: string;
  rateUnit: string;
}

/** The parameters of send times that are one figure. */
export const plainParameters = ['mean', 'standardDeviation', 'minimum', 'maximum'] as const;

/** Whether a send time of a distribution has a parameter. */
export function hasParameter(limits: Limits, distribution: string, name: string): boolean {
  const field = limitsOf(limits, `senderGroups[].sendTime.${name}`);
  return field.distributions?.some((one) => one === distribution) ?? false;
}

/** The form of the server's defaults; the seed is left to chance. */
export function defaultForm(limits: Limits): SettingsForm {
  return { ...formOf(limits, limits.defaults), seed: '' };
}

/** The form of settings. */
export function formOf(limits: Limits, settings: Settings): SettingsForm {
  const { text, flag } = readers(limits);
  return {
    name: text('name', settings.name),
    text: text('text', settings.text),
    messages: text('messages', settings.messages),
    seed: text('seed', settings.seed),
    senderGroups: settings.senderGroups.map((group) => groupFormOf(limits, group)),
    retry: {
      maxAttempts: text('retry.maxAttempts', settings.retry.maxAttempts),
      initialBackoff: text('retry.initialBackoff', settings.retry.initialBackoff),
      multiplier: text('retry.multiplier', settings.retry.multiplier),
      maxBackoff: text('retry.maxBackoff', settings.retry.maxBackoff),
      jitter: flag('retry.jitter', Boolean(settings.retry.jitter)),
    },
    timeToLive: text('timeToLive', settings.timeToLive),
    mode: text('mode', settings.mode),
    speed: text('speed', settings.speed),
    monitoringInterval: text('monitoringInterval', settings.monitoringInterval),
    autoStart: flag('autoStart', settings.autoStart),
    objectives: settings.objectives.map((objective) => objectiveFormOf(limits, objective)),
  };
}

export function groupFormOf(limits: Limits, group: Partial<SenderGroup> = {}): GroupForm {
  const { text } = readers(limits);
  const time: Partial<SenderGroup['sendTime']> = group.sendTime ?? {};
  return {
    name: text('senderGroups[].name', group.name),
    senders: text('senderGroups[].senders', group.senders),
    sendTime: {
      distribution: text('senderGroups[].sendTime.distribution', time.distribution),
      mean: text('senderGroups[].sendTime.mean', time.mean),
      standardDeviation: text('senderGroups[].sendTime.standardDeviation', time.standardDeviation),
      minimum: text('senderGroups[].sendTime.minimum', time.minimum),
      maximum: text('senderGroups[].sendTime.maximum', time.maximum),
      percentiles: (time.percentiles ?? [{}, {}]).map((point: { share?: number; seconds?: number }) => ({
        share: text('senderGroups[].sendTime.percentiles[].share', point.share),
        seconds: text('senderGroups[].sendTime.percentiles[].seconds', point.seconds),
      })),
    },
    failureRate: text('senderGroups[].failureRate', group.failureRate),
    permanentShare: text('senderGroups[].permanentShare', group.permanentShare),
    ratePerSecond: text('senderGroups[].ratePerSecond', group.ratePerSecond),
    rateUnit: text('senderGroups[].rateUnit', group.rateUnit),
  };
}

export function objectiveFormOf(limits: Limits, objective: { share?: number; within?: number } = {}) {
  const { text } = readers(limits);
  return {
    share: text('objectives[].share', objective.share),
    within: text('objectives[].within', objective.within),
  };
}

function readers(limits: Limits) {
  return {
    text: (path: string, value: unknown) => {
      const field = limitsOf(limits, path);
      return textOf(field, value === undefined ? field.default : value);
    },
    flag: (path: string, value: boolean | undefined) => value ?? limitsOf(limits, path).default === true,
  };
}

/** The settings that a form stands for. What is empty is left to the server. */
export function settingsOf(limits: Limits, form: SettingsForm): NewSettings {
  const figure = (path: string, text: string) => valueOf(limitsOf(limits, path), text);
  const nullable = (path: string, text: string) => figure(path, text) ?? null;
  return {
    name: form.name,
    text: form.text,
    messages: figure('messages', form.messages),
    seed: figure('seed', form.seed),
    senderGroups: form.senderGroups.map((group) => ({
      name: group.name,
      senders: figure('senderGroups[].senders', group.senders),
      sendTime: sendTimeOf(limits, group.sendTime),
      failureRate: figure('senderGroups[].failureRate', group.failureRate),
      permanentShare: figure('senderGroups[].permanentShare', group.permanentShare),
      ratePerSecond: nullable('senderGroups[].ratePerSecond', group.ratePerSecond),
      rateUnit: group.rateUnit,
    })),
    retry: {
      maxAttempts: figure('retry.maxAttempts', form.retry.maxAttempts),
      initialBackoff: figure('retry.initialBackoff', form.retry.initialBackoff),
      multiplier: figure('retry.multiplier', form.retry.multiplier),
      maxBackoff: figure('retry.maxBackoff', form.retry.maxBackoff),
      jitter: form.retry.jitter,
    },
    timeToLive: nullable('timeToLive', form.timeToLive),
    mode: form.mode,
    speed: figure('speed', form.speed),
    monitoringInterval: figure('monitoringInterval', form.monitoringInterval),
    autoStart: form.autoStart,
    objectives: form.objectives.map((objective) => ({
      share: figure('objectives[].share', objective.share),
      within: figure('objectives[].within', objective.within),
    })),
  } as NewSettings;
}

function sendTimeOf(limits: Limits, time: GroupForm['sendTime']) {
  const at = 'senderGroups[].sendTime';
  const figure = (name: string, text: string) => valueOf(limitsOf(limits, `${at}.${name}`), text);
  const sent: Record<string, unknown> = { distribution: time.distribution };
  for (const name of plainParameters) {
    if (hasParameter(limits, time.distribution, name)) sent[name] = figure(name, time[name]);
  }
  if (hasParameter(limits, time.distribution, 'percentiles')) {
    sent.percentiles = time.percentiles.map((point) => ({
      share: figure('percentiles[].share', point.share),
      seconds: figure('percentiles[].seconds', point.seconds),
    }));
  }
  return sent;
}
