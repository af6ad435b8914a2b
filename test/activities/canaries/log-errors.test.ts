import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLogErrors } from '../../../activities/canaries/log-errors';
import { withHeartbeat } from '../../../activities/toolbox/heartbeat';
import { createMachines, type Machines } from '../../../connectors/ssh/machines';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { startSshServer, type SshServer } from '../../support/ssh-server';

let server: SshServer;
let machines: Machines;
let machine: RemoteMachine;
let folder: string;
let log: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stackleap-logs-'));
  server = await startSshServer();
  machines = createMachines({
    readSecret: async (ref) => Promise.resolve(readFileSync(ref.replace('file:', ''), 'utf8')),
    withHeartbeat,
  });
  writeFileSync(join(folder, 'known_hosts'), `${server.knownHost}\n`);
  writeFileSync(join(folder, 'key'), server.clientKey);
  const definition = {
    name: 'test',
    ssh: { user: 'root', privateKey: `file:${join(folder, 'key')}`, knownHosts: join(folder, 'known_hosts') },
    machines: [{ name: 'compute1', address: '127.0.0.1', port: server.port }],
  } as unknown as ClusterDefinition;
  machine = await machines.machine(definition, 'compute1');
});
afterAll(async () => {
  machines.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  log = join(folder, "nova compute's.log");
  writeFileSync(log, '');
});

/** A line as oslo.log writes it, by the clock of this machine. */
function line(at: number, level: string, text: string, logger = 'nova.compute.manager'): void {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  appendFileSync(
    log,
    `${local.toISOString().replace('T', ' ').replace('Z', '')} 4711 ${level} ${logger} [-] ${text}\n`,
  );
}

const SINCE = Date.parse('2026-03-01T12:00:00Z');
const look = (file = log) => readLogErrors(machine, { daemon: 'nova-compute', file, unit: 'no-such.service' }, SINCE);

describe('errors in the log of a daemon', () => {
  it('are those since the moment, a traceback once, with the first lines', async () => {
    line(SINCE - 1_000, 'ERROR', 'before');
    line(SINCE, 'INFO', 'an ERROR in the text');
    line(SINCE + 1_000, 'ERROR', 'AMQP server on amqp://nova:secret@rabbit1:5672 is unreachable');
    for (const text of ['Traceback', '  File "a.py"', 'ValueError']) line(SINCE + 2_000, 'ERROR', text);
    line(SINCE + 2_000, 'CRITICAL', 'unhandled', 'nova');
    line(SINCE + 3_000, 'WARNING', 'no matter');
    for (let i = 0; i < 20; i++) line(SINCE + 4_000 + i, 'ERROR', `again ${i} ${'x'.repeat(500)}`);
    const { errors, lines } = await look();
    expect(errors).toBe(23);
    expect(lines.map((one) => one.slice(24))).toEqual([
      '4711 ERROR nova.compute.manager [-] AMQP server on amqp://…@rabbit1:5672 is unreachable',
      '4711 ERROR nova.compute.manager [-] Traceback',
      '4711 CRITICAL nova [-] unhandled',
    ]);
  });

  it('are none in an empty log, and in one of anything else', async () => {
    expect(await look()).toEqual({ daemon: 'nova-compute', errors: 0, lines: [] });
    writeFileSync(log, Buffer.from([0, 255, 10, 13, 39, 96, 36, 40, 41, 10]));
    expect(await look()).toMatchObject({ errors: 0 });
  });

  it('are looked for at the end of a log that is long', async () => {
    writeFileSync(log, '2026-03-01 13:00:00.000 1 ERROR nova [-] long ago\n'.repeat(400_000));
    line(Date.parse('2026-03-02T12:00:00Z'), 'ERROR', 'now');
    const { errors } = await look();
    expect(errors).toBeGreaterThan(0);
  });

  it('are looked for in the journal where there is no file', async () => {
    const journal = await machine.run(['sh', '-c', 'command -v journalctl || true']);
    const { errors } = await look(join(folder, 'missing.log'));
    expect(errors).toBe(journal.stdout === '' ? null : 0);
  });
});
