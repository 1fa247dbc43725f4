// Provisional: replaced by the types generated from openapi.json.

export interface components {
  schemas: {
    Session: { sessionId: string; token: string; expiresAt: string; simulationId?: string };
    SessionInfo: { sessionId: string; openedAt: string; expiresAt: string; members: number; simulationId?: string };
    Percentile: { share: number; seconds: number };
    SendTime: {
      distribution: 'normal' | 'lognormal' | 'exponential' | 'uniform' | 'constant' | 'empirical';
      mean?: number;
      standardDeviation?: number;
      minimum?: number;
      maximum?: number;
      percentiles?: components['schemas']['Percentile'][];
    };
    SenderGroup: {
      name: string;
      senders: number;
      sendTime: components['schemas']['SendTime'];
      failureRate: number;
      permanentShare: number;
      ratePerSecond: number | null;
    };
    Settings: {
      name: string;
      messages: number;
      seed: number;
      senderGroups: components['schemas']['SenderGroup'][];
      retry: {
        maxAttempts: number;
        initialBackoff: number;
        multiplier: number;
        maxBackoff: number;
        jitter: boolean;
      };
      timeToLive: number | null;
      mode: 'live' | 'instant';
      speed: number;
      monitoringInterval: number;
      autoStart: boolean;
      objectives: { share: number; within: number }[];
    };
    Progress: {
      messages: number;
      delivered: number;
      failed: number;
      expired: number;
      inFlight: number;
      waiting: number;
      attempts: number;
      averageSendTime: number;
      throughput: number;
      simulatedSeconds: number;
      wallSeconds: number;
      lagSeconds: number;
      etaSeconds: number | null;
    };
    Timeline: { binSeconds: number; delivered: number[]; failed: number[]; expired: number[] };
    Latency: { p50: number; p90: number; p95: number; p99: number; max: number };
    ObjectiveStatus: { share: number; within: number; met: boolean | null; at: number | null };
    Shard: {
      index: number;
      state: string;
      senders: number;
      clock: number;
      delivered: number;
      failed: number;
      expired: number;
      inFlight: number;
      lagSeconds: number;
      heartbeatAt: string;
      token: number;
      handOvers: number;
    };
    Forecast: {
      makespan: number;
      wallSeconds: number;
      delivered: number;
      failed: number;
      expired: number;
      attempts: number;
      averageSendTime: number;
      latency?: components['schemas']['Latency'];
      timeline: components['schemas']['Timeline'];
    };
    SimulationSummary: {
      id: string;
      state: 'preparing' | 'ready' | 'running' | 'completed' | 'cancelled' | 'failed';
      reason?: string;
      settings: components['schemas']['Settings'];
      createdAt: string;
      startedAt?: string;
      finishedAt?: string;
      progress: components['schemas']['Progress'];
      objectives: components['schemas']['ObjectiveStatus'][];
    };
    Simulation: components['schemas']['SimulationSummary'] & {
      readyAt?: string;
      shardsReady: number;
      shards: components['schemas']['Shard'][];
      timeline: components['schemas']['Timeline'];
      latency?: components['schemas']['Latency'];
      forecast?: components['schemas']['Forecast'];
    };
    SimulationList: { items: components['schemas']['SimulationSummary'][]; next?: string };
    Field: {
      path: string;
      kind: 'integer' | 'number' | 'text' | 'flag' | 'choice' | 'list' | 'object';
      minimum: number;
      maximum: number;
      default?: unknown;
      nullable?: boolean;
      choices?: string[];
      unit?: string;
      description: string;
    };
    Preset: { id: string; name: string; group: components['schemas']['SenderGroup']; source: string };
    Limits: {
      fields: components['schemas']['Field'][];
      maxSenders: number;
      maxLiveMessages: number;
      presets: components['schemas']['Preset'][];
    };
  };
}

interface Json<T> {
  headers: Record<string, unknown>;
  content: { 'application/json': T };
}
interface Empty {
  headers: Record<string, unknown>;
  content?: never;
}
interface Params<Path = undefined, Query = undefined> {
  query?: Query;
  header?: never;
  path: Path;
  cookie?: never;
}
interface NoParams<Query = never> {
  query?: Query;
  header?: never;
  path?: never;
  cookie?: never;
}
type S = components['schemas'];

export interface paths {
  '/api/session': {
    parameters: NoParams;
    get: { parameters: NoParams; requestBody?: never; responses: { 200: Json<S['SessionInfo']> } };
    post: { parameters: NoParams; requestBody?: never; responses: { 201: Json<S['Session']> } };
    delete: { parameters: NoParams; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/session/join': {
    parameters: NoParams;
    post: {
      parameters: NoParams;
      requestBody: { content: { 'application/json': { managementKey: string } } };
      responses: { 200: Json<S['Session']> };
    };
  };
  '/api/simulations': {
    parameters: NoParams;
    get: {
      parameters: NoParams<{ cursor?: string; limit?: number }>;
      requestBody?: never;
      responses: { 200: Json<S['SimulationList']> };
    };
    post: {
      parameters: NoParams;
      requestBody: { content: { 'application/json': Partial<S['Settings']> } };
      responses: { 202: Json<S['Simulation']> };
    };
  };
  '/api/simulations/{id}': {
    parameters: NoParams;
    get: { parameters: Params<{ id: string }>; requestBody?: never; responses: { 200: Json<S['Simulation']> } };
    delete: { parameters: Params<{ id: string }>; requestBody?: never; responses: { 204: Empty } };
  };
  '/api/simulations/{id}/start': {
    parameters: NoParams;
    post: { parameters: Params<{ id: string }>; requestBody?: never; responses: { 200: Json<S['Simulation']> } };
  };
  '/api/simulations/{id}/cancel': {
    parameters: NoParams;
    post: { parameters: Params<{ id: string }>; requestBody?: never; responses: { 200: Json<S['Simulation']> } };
  };
  '/api/limits': {
    parameters: NoParams;
    get: { parameters: NoParams; requestBody?: never; responses: { 200: Json<S['Limits']> } };
  };
}
