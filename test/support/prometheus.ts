import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '../../config/project-root';
import { eventually } from './eventually';
import { temporaryFolder } from './temporary-folder';

/** A port of the loopback address that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: string;
}

/** A real Prometheus that asks one worker every half second, with the project's own rules. */
export class Prometheus {
  private constructor(
    private readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(target: string): Promise<Prometheus> {
    const folder = temporaryFolder();
    const rules = join(projectRoot(), 'observability', 'alerts.yml');
    const config = {
      global: { scrape_interval: '500ms', evaluation_interval: '500ms' },
      rule_files: [rules],
      scrape_configs: [{ job_name: 'stackleap', static_configs: [{ targets: [target] }] }],
    };
    writeFileSync(join(folder, 'prometheus.yml'), stringify(config));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: 'ignore' },
    );
    const prometheus = new Prometheus(`http://${address}`, child);
    await eventually(async () => prometheus.get('/api/v1/status/buildinfo'));
    return prometheus;
  }

  /** The names of the rules that it has loaded. */
  async rules(): Promise<readonly string[]> {
    const { groups } = (await this.get('/api/v1/rules')) as { groups: { rules: { name: string; health: string }[] }[] };
    return groups.flatMap(({ rules }) => rules.map(({ name }) => name));
  }

  async firing(): Promise<readonly Alert[]> {
    const { alerts } = (await this.get('/api/v1/alerts')) as { alerts: Alert[] };
    return alerts.filter(({ state }) => state === 'firing');
  }

  /** The values that an expression has now, each with its labels. */
  async query(expression: string): Promise<readonly { labels: Readonly<Record<string, string>>; value: number }[]> {
    const { result } = (await this.get(`/api/v1/query?query=${encodeURIComponent(expression)}`)) as {
      result: { metric: Record<string, string>; value: [number, string] }[];
    };
    return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  private async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`);
    const { status, data, error } = (await response.json()) as { status: string; data: unknown; error?: string };
    if (status !== 'success') throw new Error(`${path}: ${error}`);
    return data;
  }
}

/** The rules that stand in the file. */
export function alertNames(): readonly string[] {
  const file = readFileSync(join(projectRoot(), 'observability', 'alerts.yml'), 'utf8');
  return [...file.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
}
