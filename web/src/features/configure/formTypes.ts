/** The settings as they are typed: as in their document, but every figure is a text until it is submitted. */
export interface SettingsForm {
  name: string;
  text: string;
  messages: string;
  seed: string;
  startAt: string;
  zone: string;
  channels: ChannelForm[];
  steps: StepForm[];
  cycles: string;
  until: string;
  audience: AudienceForm[];
  senderGroups: GroupForm[];
  caps: CapForm[];
  currency: string;
  retry: RetryForm & { order: string };
  timeToLive: string;
  mode: string;
  speed: string;
  monitoringInterval: string;
  autoStart: boolean;
  objectives: ObjectiveForm[];
}

interface ChannelForm {
  name: string;
  neverReached: string;
  /** Nobody confirms anything while the share is empty. */
  acknowledgement: { share: string; time: SendTimeForm };
}

interface StepForm {
  channel: string;
  wait: string;
  ownRetry: boolean;
  retry: RetryForm;
}

export interface RetryForm {
  maxAttempts: string;
  waits: string;
  initialBackoff: string;
  multiplier: string;
  maxBackoff: string;
  delays: { seconds: string }[];
  variation: string;
  jitter: string;
  spread: string;
}

interface AudienceForm {
  name: string;
  share: string;
  messages: string;
  allChannels: boolean;
  channels: string[];
  priority: string;
  at: string;
}

export interface GroupForm {
  name: string;
  channel: string;
  senders: string;
  attempts: string;
  sendTime: SendTimeForm;
  failureRate: string;
  permanentShare: string;
  outcomes: { name: string; share: string; result: string; sendTime: SendTimeForm }[];
  ratePerSecond: string;
  rateUnit: string;
  burst: string;
  timetable: GroupChangeForm[];
  openHours: { days: string[]; from: string; to: string }[];
  priced: boolean;
  price: PriceForm;
}

export interface SendTimeForm {
  distribution: string;
  mean: string;
  standardDeviation: string;
  minimum: string;
  maximum: string;
  percentiles: { share: string; seconds: string }[];
}

interface GroupChangeForm {
  at: string;
  ratePerSecond: string;
  senders: string;
  failureRate: string;
  sendTimeFactor: string;
  open: string;
  abort: boolean;
}

interface PriceForm {
  perPart: string;
  perAttempt: string;
  perMinute: string;
  increment: string;
  billed: string;
  perMonth: string;
  once: string;
}

interface CapForm {
  name: string;
  count: string;
  unit: string;
  groups: string[];
  audience: string[];
  window: { span: string; seconds: string; daily: string; at: string };
  over: string;
  timetable: { at: string; count: string }[];
}

export interface ObjectiveForm {
  goal: string;
  share: string;
  within: string;
  of: string;
  audience: string;
  budget: string;
}
