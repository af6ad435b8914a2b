import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { layersFolder, stateFolder } from '../folders';
import { MACHINES, MANAGEMENT, type LabMachine } from '../inventory';
import { layerFolder, stack } from '../layers/ensure-layer';
import type { Layer } from '../layers/layer';
import { mountOverlay } from '../layers/overlay';
import { sh } from '../shell';
import { addSudoUser } from './sudo-user';
import { labHost, type LabHost } from './host';
import { ensureLinks, namespaceOf } from './links';
import { machineId } from './machine-id';
import { recordProcess } from './process-record';

const HOSTS_FILE = [
  '127.0.0.1 localhost',
  `${MANAGEMENT.gateway} machine`,
  ...MACHINES.map(({ name, address }) => `${address} ${name}`),
  '',
].join('\n');

/** Where the machine's own changes lie: on the image, beside the layers. */
export function upperFolder(machine: LabMachine): string {
  return join(layersFolder(), '.machines', machine.name);
}

async function writeIdentity(machine: LabMachine, root: string): Promise<void> {
  rmSync(join(root, 'etc/machine-id'), { force: true });
  writeFileSync(join(root, 'etc/machine-id'), `${machineId(machine)}\n`);
  writeFileSync(join(root, 'etc/hostname'), `${machine.name}\n`);
  writeFileSync(join(root, 'etc/hosts'), HOSTS_FILE);
  const key = join(root, 'etc/ssh/ssh_host_ed25519_key');
  rmSync(key, { force: true });
  await sh(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', machine.name, '-f', key]);
  const publicKey = readFileSync(`${stateFolder()}/id_ed25519.pub`);
  writeFileSync(join(root, 'root/.ssh/authorized_keys'), publicKey, { mode: 0o600 });
  if (machine.login === 'sudo') await addSudoUser(root, publicKey);
  const known = readFileSync(`${key}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  writeFileSync(`${stateFolder()}/known_hosts`, `${machine.address},${machine.name} ${known}\n`, { flag: 'a' });
}

function start(machine: LabMachine, root: string): void {
  const folder = join(stateFolder(), 'processes');
  mkdirSync(folder, { recursive: true });
  const script = join(projectRoot(), 'lab/hosts/run-machine.sh');
  chmodSync(script, 0o755);
  const log = openSync(join(folder, `${machine.name}.log`), 'w');
  const child = spawn(script, [machine.name, namespaceOf(machine), root], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Error(`${machine.name} could not be started: ${script}`);
  recordProcess(machine.name, child.pid);
}

async function untilReached(host: LabHost): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const { exitCode } = await host.run('true', { accept: 'any', timeoutMs: 5_000 });
    if (exitCode === 0) return;
    if (Date.now() > end)
      throw new Error(`${host.machine.name} does not answer by ssh; see ${stateFolder()}/processes`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Makes a machine's file system from layers, lets `prepare` change it, boots it and waits until ssh answers. */
export async function boot(
  machine: LabMachine,
  layers: readonly Layer[],
  prepare: (root: string) => Promise<void>,
): Promise<LabHost> {
  const host = labHost(machine);
  const upper = upperFolder(machine);
  await mountOverlay(host.root, stack(layers).map(layerFolder), join(upper, 'upper'), join(upper, 'work'));
  await writeIdentity(machine, host.root);
  await prepare(host.root);
  await ensureLinks(machine);
  start(machine, host.root);
  await untilReached(host);
  return host;
}
