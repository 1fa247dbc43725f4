import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const binary = resolve(import.meta.dirname, '..', process.env.ALERTSIM_BIN ?? '../bin/alertsim');

export const managementKey = process.env.ALERTSIM_E2E_KEY ?? 'a key for this test only';

/** The real program with a data folder of its own. */
export class Server {
  readonly url: string;
  private process: ChildProcess | undefined;
  private readonly lines: string[] = [];

  private constructor(
    private readonly address: string,
    private readonly data: string,
  ) {
    this.url = `http://${address}`;
  }

  static async create(): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'alertsim-e2e-'));
    const server = new Server(`127.0.0.1:${await freePort()}`, data);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    this.process = spawn(binary, ['serve', '--addr', this.address, '--data', this.data], {
      env: { ...process.env, ALERTSIM_MANAGEMENT_KEY: managementKey },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.process.stderr?.on('data', (lines: Buffer) => this.lines.push(lines.toString()));
    await this.answers();
  }

  async stop(): Promise<void> {
    const running = this.process;
    if (running?.exitCode !== null) return;
    const gone = new Promise((done) => running.once('exit', done));
    running.kill();
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  log(): string {
    return this.lines.join('');
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const response = await fetch(`${this.url}/api/health`).catch(() => undefined);
      if (response?.ok) return;
      if (this.process?.exitCode != null) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${binary} does not answer at ${this.address}:\n${this.log()}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
