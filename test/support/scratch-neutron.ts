import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { resolveSecret } from '../../config/secrets';
import { waitFor } from '../../lab/controller/wait';
import { endProcess, startTime } from '../../lab/hosts/process-record';
import type { DatabaseServer } from '../../model/cluster';
import { fakeOpenStack } from './fake-openstack';
import { scratchRoot } from './scratch-server';

/** Whose requests the server takes all to be. */
export const ADMIN_PROJECT = 'ad'.repeat(16);

export interface ScratchNeutron {
  /** Of a Keystone that lets everybody in, and has this Neutron in its catalogue. */
  readonly keystone: string;
  readonly log: () => string;
  stop(): Promise<void>;
}

const PASTE = `[composite:neutron]
use = egg:Paste#urlmap
/v2.0: api
[pipeline:api]
pipeline = request_id catch_errors trusting keystonecontext extensions application
[filter:request_id]
paste.filter_factory = oslo_middleware:RequestId.factory
[filter:catch_errors]
paste.filter_factory = oslo_middleware:CatchErrors.factory
[filter:trusting]
paste.filter_factory = trusting:factory
project = ${ADMIN_PROJECT}
[filter:keystonecontext]
paste.filter_factory = neutron.auth:NeutronKeystoneContext.factory
[filter:extensions]
paste.filter_factory = neutron.api.extensions:plugin_aware_extension_middleware_factory
[app:application]
paste.app_factory = neutron.api.v2.router:APIRouter.factory
`;

/**
 * Stein's own neutron-server on a schema of the scratch MariaDB, configured as the lab's, with StackLeap's extension. No message leaves
 * it, and no agent hears of anything.
 */
export async function startNeutron(server: DatabaseServer, schema: string): Promise<ScratchNeutron> {
  const root = scratchRoot();
  const place = `/srv/neutron-${schema}`;
  const inRoot = (path: string): string => join(root, place, path);
  const port = await freePort();
  mkdirSync(inRoot('extensions'), { recursive: true });
  cpSync(join(projectRoot(), 'remote/neutron-extension/explicitid.py'), inRoot('extensions/explicitid.py'));
  cpSync(join(projectRoot(), 'test/support/trusting.py'), inRoot('trusting.py'));
  writeFileSync(inRoot('paste.ini'), PASTE);
  const url = `mysql+pymysql://${server.user}:${await resolveSecret(server.password)}@${server.host}:${server.port}/${schema}?charset=utf8`;
  writeFileSync(
    inRoot('neutron.conf'),
    `[DEFAULT]
log_file = ${place}/log
use_stderr = false
bind_host = 127.0.0.1
bind_port = ${port}
api_workers = 1
rpc_workers = 1
rpc_state_report_workers = 0
state_path = ${place}
core_plugin = ml2
service_plugins = router
allow_overlapping_ips = true
transport_url = fake://
api_paste_config = ${place}/paste.ini
api_extensions_path = ${place}/extensions
global_physnet_mtu = 1500
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
[database]
connection = ${url}
[oslo_concurrency]
lock_path = ${place}
`,
  );
  const argv = [
    ...['env', `PYTHONPATH=${place}`, 'PYTHONWARNINGS=ignore', 'LANG=C.UTF-8'],
    ...['/opt/stein/venv/bin/neutron-server', '--config-file', `${place}/neutron.conf`],
    ...['--config-file', '/etc/stein/neutron/ml2_conf.ini'],
  ];
  const child = spawn('chroot', [root, ...argv], { stdio: 'ignore', detached: true });
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`neutron-server could not be started in ${root}.`);
  const record = { pid, startedAt: startTime(pid) ?? '' };
  const keystone = await fakeOpenStack(() => ({ status: 404 }), { network: `http://127.0.0.1:${port}/` });
  const log = (): string => readFileSync(inRoot('log'), 'utf8');
  const stop = async (): Promise<void> => {
    await keystone.close();
    await endProcess(record, 8_000);
  };
  try {
    await waitFor("Stein's Neutron answers", 60_000, async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/v2.0/extensions`);
      if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { keystone: keystone.url, log, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
