import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../model/operator/search-attributes';
import { stateFolder } from '../folders';
import { endProcess, forgetProcess, recordedProcesses, recordProcess } from '../hosts/process-record';
import type { TemporalBinary } from './resolve';

const RECORD = 'temporal';

export interface TemporalServer {
  /** host:port of the gRPC service. */
  readonly address: string;
  /** The web UI's base address. */
  readonly ui: string;
  stop(): Promise<void>;
}

/** Whether nobody listens on the port: the usual ones are kept for operators' habits where they are free. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function firstFree(from: number): Promise<number> {
  for (let port = from; port < from + 100; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${from} to ${from + 99}.`);
}

async function untilServing(address: string, failed: () => string | undefined): Promise<void> {
  for (const end = Date.now() + 30_000; ;) {
    const problem = failed();
    if (problem !== undefined) throw new Error(problem);
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s' });
      await connection.workflowService.getSystemInfo({});
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      await connection.close();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Stops the dev server that an earlier, killed run left behind; without patience it is killed. */
export async function stopTemporal(patienceMs = 5_000): Promise<void> {
  const record = recordedProcesses().get(RECORD);
  if (record === undefined) return;
  await endProcess(record, patienceMs);
  forgetProcess(RECORD);
}

export interface TemporalServerOptions {
  /** Keeps histories in this file: a server that was killed goes on from it. In memory without. */
  readonly file?: string;
  /** Of the gRPC service. By default the first free one from 7233 on. */
  readonly port?: number;
}

/** Starts Temporal's own dev server on loopback, with StackLeap's search attributes, and waits until it serves. */
export async function startTemporal(
  binary: TemporalBinary,
  options: TemporalServerOptions = {},
): Promise<TemporalServer> {
  await stopTemporal();
  const folder = join(stateFolder(), 'processes');
  mkdirSync(folder, { recursive: true });
  const port = options.port ?? (await firstFree(7233));
  const uiPort = await firstFree(8233);
  const log = openSync(join(folder, 'temporal.log'), 'w');
  const child = spawn(
    binary.path,
    [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
      ...[
        '--log-level',
        'warn',
        ...(options.file === undefined ? [] : ['--db-filename', options.file]),
        ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
      ],
    ],
    { detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`${binary.path} could not be started`);
  recordProcess(RECORD, child.pid);
  const address = `127.0.0.1:${port}`;
  await untilServing(address, () =>
    child.exitCode === null ? undefined : `Temporal's dev server ended; see ${folder}/temporal.log`,
  );
  return { address, ui: `http://127.0.0.1:${uiPort}`, stop: stopTemporal };
}
