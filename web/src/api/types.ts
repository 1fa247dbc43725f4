import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type SessionInfo = Schemas['Session'];
export type SessionInPlay = Schemas['SessionInPlay'];
export type Simulation = Schemas['Simulation'];
export type SimulationSummary = Omit<Schemas['Listed'], 'answer' | 'tags'>;
/** A simulation in the history. */
export type Listed = Schemas['Listed'];
export type SimulationState = Simulation['state'];
export type Settings = Schemas['Settings'];
export type SenderGroup = Schemas['SenderGroup'];
export type SendTime = Schemas['SendTime'];
export type Progress = Schemas['Progress'];
export type Timeline = Schemas['Timeline'];
export type Moments = Schemas['Moments'];
export type Latency = Schemas['Latency'];
export type Forecast = Schemas['Forecast'];
export type GroupForecast = Schemas['GroupForecast'];
export type Message = Schemas['Message'];
export type MessagesPage = Schemas['MessagesPage'];
export type Outcome = Message['outcome'];
export type ForecastAnswer = Schemas['ForecastAnswer'];
export type Changes = Schemas['Changes'];
export type Change = Schemas['Change'];
export type SendersAnswer = Schemas['SendersAnswer'];
export type Replications = Schemas['Replications'];
export type Shard = Schemas['Shard'];
export type Objective = Schemas['Objective'];
export type ObjectiveStatus = Schemas['ObjectiveStatus'];
export type Limits = Schemas['Limits'];
export type Field = Schemas['Field'];
export type Preset = Schemas['Preset'];
export type Study = Schemas['Study'];
export type StudyQuery = Schemas['StudyQuery'];
export type StudyFactor = Schemas['StudyFactor'];
export type StudyAnswer = Schemas['StudyAnswer'];
export type StudyPoint = Schemas['StudyPoint'];
export type StudyFigure = Schemas['StudyFigure'];
export type StudyEffectsTable = Schemas['StudyEffectsTable'];
export type StudyEstimate = Schemas['StudyEstimate'];
export type StudyInput = Schemas['StudyInput'];
export type FitAnswer = Schemas['FitAnswer'];
export type FitEstimate = Schemas['FitEstimate'];
export type FitTimes = Schemas['FitTimes'];
export type GroupFit = Schemas['GroupFit'];
export type LogLimits = Schemas['LogLimits'];

/** What may be submitted: every field left out gets the server's default. */
export type NewSettings = Schemas['SettingsInput'];

const ended: readonly SimulationState[] = ['completed', 'cancelled', 'failed'];

/** Reports whether nothing of a simulation in this state changes any more. */
export function hasEnded(state: SimulationState): boolean {
  return ended.includes(state);
}
