import type { Server as HTTPServer } from 'node:http';
import { startEdge } from './edge';

/** The API on the local AWS, ending in /api, if that is what is tested: localstack/test-aws.sh sets it. */
export const deployedAPI = process.env.ALERTSIM_E2E_AWS;

/** The deployed system behind what stands for CloudFront. It cannot be stopped, and has one session and history for all tests. */
export class Deployed {
  private constructor(
    private readonly edge: HTTPServer,
    readonly url: string,
    private readonly key: string,
  ) {}

  static async create(api: string, key: string): Promise<Deployed> {
    const edge = await startEdge(api);
    const address = edge.address();
    if (typeof address !== 'object' || !address) throw new Error('the edge has no address');
    const deployed = new Deployed(edge, `http://127.0.0.1:${address.port}`, key);
    await deployed.clear();
    return deployed;
  }

  stop(): Promise<void> {
    throw new Error('what is deployed cannot be stopped: tag the test @machine');
  }

  start(): Promise<void> {
    return this.stop();
  }

  async remove(): Promise<void> {
    await this.clear();
    this.edge.closeAllConnections();
    await new Promise((done) => this.edge.close(done));
  }

  log(): string {
    return 'see the logs of the functions on the local AWS';
  }

  /** Leaves no session and no simulation behind: what a test of before has left is not this one's. */
  private async clear(): Promise<void> {
    const token = (await this.member('POST', '/session')) ?? (await this.join());
    const { items } = (await (await this.call('GET', '/simulations', token)).json()) as {
      items: { id: string; state: string }[];
    };
    await this.call('DELETE', '/session', token);
    if (items.length === 0) return;
    const after = await this.member('POST', '/session');
    for (const { id } of items) await this.call('DELETE', `/simulations/${id}`, after);
    await this.call('DELETE', '/session', after);
  }

  /** A session in play is joined by its key, once the wrong ones of a test before no longer count. */
  private async join(): Promise<string | undefined> {
    for (let tries = 0; tries < 5; tries++) {
      const answer = await this.call('POST', '/session/join', undefined, { managementKey: this.key });
      if (answer.ok) return ((await answer.json()) as { token: string }).token;
      const seconds = Number(answer.headers.get('retry-after') ?? 1);
      await new Promise((done) => setTimeout(done, seconds * 1000));
    }
    throw new Error('the session in play cannot be joined');
  }

  private async member(method: string, path: string): Promise<string | undefined> {
    const answer = await this.call(method, path);
    return answer.ok ? ((await answer.json()) as { token: string }).token : undefined;
  }

  private call(method: string, path: string, token?: string, body?: object): Promise<Response> {
    return fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
  }
}
