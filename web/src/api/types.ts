import type { paths } from './schema.gen';

type Answer<Operation> = Operation extends {
  responses: infer Responses;
}
  ? Extract<Responses[keyof Responses & (200 | 201 | 202)], { content: { 'application/json': unknown } }> extends {
      content: { 'application/json': infer Body };
    }
    ? Body
    : never
  : never;

export type OpenedSession = Answer<paths['/api/session']['post']>;
export type SessionInfo = Answer<paths['/api/session']['get']>;
export type Simulation = Answer<paths['/api/simulations/{id}']['get']>;
export type SimulationPage = Answer<paths['/api/simulations']['get']>;
export type Limits = Answer<paths['/api/limits']['get']>;

export type SimulationSummary = NonNullable<SimulationPage['items']>[number];
export type Settings = Simulation['settings'];
export type SimulationState = Simulation['state'];
export type Progress = Simulation['progress'];
export type Timeline = NonNullable<Simulation['timeline']>;
export type Latency = NonNullable<Simulation['latency']>;
export type Forecast = NonNullable<Simulation['forecast']>;
export type Shard = NonNullable<Simulation['shards']>[number];
export type ObjectiveStatus = NonNullable<Simulation['objectives']>[number];
export type SenderGroup = NonNullable<Settings['senderGroups']>[number];
export type Objective = NonNullable<Settings['objectives']>[number];
export type Field = NonNullable<Limits['fields']>[number];
export type Preset = NonNullable<Limits['presets']>[number];

/** What may be submitted: every field left out gets the server's default. */
export type NewSettings = NonNullable<
  paths['/api/simulations']['post']['requestBody']
>['content']['application/json'];

const ended: readonly SimulationState[] = ['completed', 'cancelled', 'failed'];

/** Tells whether nothing of a simulation in this state changes any more. */
export function hasEnded(state: SimulationState): boolean {
  return ended.includes(state);
}
