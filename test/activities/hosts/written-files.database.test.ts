import { readFileSync } from 'node:fs';
import { HOST_STEPS } from '../../../activities/hosts/steps';
import { createWriteReport } from '../../../activities/runs/write-report';
import { activitiesOf, undosOf } from '../../../activities/steps/activities-of';
import { createLedger } from '../../../connectors/ledger/ledger';
import type { Database } from '../../../connectors/mysql/database';
import type { RemoteMachine } from '../../../model/remote-command';
import type { Report } from '../../../model/report/report';
import { findReleasePair } from '../../../releases/register';
import { buildReport } from '../../../report/build';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { memoryStore } from '../../support/memory-store';
import { NO_DATABASES } from '../../support/no-databases';
import { openPackagedHost, type PackagedHost } from '../../support/packaged-host';
import { openScratchDatabase } from '../../support/scratch-server';
import { temporaryFolder } from '../../support/temporary-folder';

jest.setTimeout(300_000);

const HOST = 'compute3';
const NOVA = '/etc/nova/nova.conf';
const RUN = { id: '77777777-written-files', cluster: 'lab', datacenter: 'lab' };
const INPUT = { run: RUN, step: `hosts/${HOST}/configuration`, phase: 'hosts', host: HOST } as const;
const SCHEMA = `test_files_${process.pid}`;
/** Liberty's, with a secret that no definition knows. */
const OLD = '[DEFAULT]\nhost = compute3\nrpc_backend = rabbit\n[oslo_messaging_rabbit]\nrabbit_password = of-old\n';
const SUMMARY = { verdict: 'partial', cluster: 'lab', run: RUN.id, plan: '', phases: [] } as const;

let host: PackagedHost;
let machine: RemoteMachine;
let database: Database;

beforeAll(async () => {
  host = await openPackagedHost('dnf');
  database = await openScratchDatabase();
  await host.writeFile(NOVA, OLD);
});
afterAll(async () => {
  await database.run(`DROP DATABASE IF EXISTS ${SCHEMA}`);
  await database.close();
  await host.close();
});
beforeEach(() => void (machine = host));

/** With a ledger of its own, as after a restart of the worker. */
function dependencies() {
  const ledger = createLedger(database, SCHEMA);
  return {
    readDefinition: async () => Promise.resolve(LAB_DEFINITION),
    releasePair: findReleasePair,
    ledger: async () => Promise.resolve(ledger),
    ...NO_DATABASES,
    store: memoryStore(),
    machine: async () => Promise.resolve(machine),
  };
}

function write() {
  return activitiesOf(HOST_STEPS, dependencies()).ensureConfiguration(INPUT);
}

async function report(): Promise<{ readonly files: Report['files']; readonly text: string }> {
  const make = createWriteReport(
    dependencies(),
    (input) => ({ json: JSON.stringify(buildReport(input)), html: '' }),
    temporaryFolder(),
  );
  const { path } = await make({ run: RUN, summary: SUMMARY, wrote: true, error: null });
  const text = readFileSync(path, 'utf8');
  return { files: (JSON.parse(text) as Report).files, text };
}

test('a worker that dies while it writes has told all the same what was there before', async () => {
  let written = 0;
  machine = {
    ...host,
    run: async (argv, options) => {
      // The content of a file goes in by standard input.
      if (options?.input !== undefined && ++written > 1) throw new Error('the worker is gone');
      return host.run(argv, options);
    },
  };
  await expect(write()).rejects.toThrow('the worker is gone');
  const { files } = await report();
  machine = host;
  await expect(write()).resolves.toMatchObject({ changed: true });
  expect((await report()).files).toEqual(files);
});

test('the report has the files that were written, their lines, and no secret', async () => {
  const { files, text } = await report();
  expect(files).toMatchObject({ hosts: 1, others: 0, groups: [{ hosts: 1, names: [HOST] }] });
  const nova = files?.groups[0]?.files.find(({ path }) => path === NOVA);
  expect(nova).toMatchObject({ there: true, more: 0 });
  const lines = nova?.lines.join('\n') ?? '';
  expect(lines).toMatch(/^- \[DEFAULT\] rpc_backend = rabbit\n- \[oslo_messaging_rabbit\] rabbit_password = \*\*\*/);
  expect(lines).toMatch(/^\+ \[DEFAULT\] transport_url = rabbit:\/\/\w+:\*\*\*@/m);
  const after = (await host.readFile(NOVA)) ?? '';
  const logins = [...`${OLD}${after}`.matchAll(/:\/\/\w+:([^@\s]+)@|^\w*password\s*=\s*(\S+)/gm)];
  expect(logins.length).toBeGreaterThan(4);
  for (const [, login, option] of logins) expect(text).not.toMatch(new RegExp(`[:=] ?${login ?? option}\\b`));
});

test('once they are as they were the report does not have them any more', async () => {
  const deps = dependencies();
  const ledger = await deps.ledger();
  for (const entry of await ledger.readUndos('lab', { limit: 10 }))
    await undosOf(HOST_STEPS, deps)[entry.kind]?.(entry, RUN);
  expect(await host.readFile(NOVA)).toBe(OLD);
  expect((await report()).files).toBeUndefined();
});
