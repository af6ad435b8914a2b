import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabMachine } from '../inventory';
import { computeAssets } from './recipes';
import { installYum } from './install-yum';

/** Liberty's configuration as the operator edited it: file in `operator/` → path on the host. */
const EDITED: Readonly<Record<string, string>> = {
  'nova.conf': 'etc/nova/nova.conf',
  'neutron.conf': 'etc/neutron/neutron.conf',
  'openvswitch_agent.ini': 'etc/neutron/plugins/ml2/openvswitch_agent.ini',
  'puppet.conf': 'etc/puppet/puppet.conf',
};

/** Gives a compute host, not yet booted, the configuration of its own that an operator wrote years ago. */
export async function prepareCompute(root: string, machine: LabMachine): Promise<void> {
  for (const [file, path] of Object.entries(EDITED)) {
    const text = await readFile(join(computeAssets(), 'operator', file), 'utf8');
    await writeFile(
      join(root, path),
      text.replaceAll('{{host}}', machine.name).replaceAll('{{address}}', machine.address),
    );
  }
  if (machine.packageManager === 'yum') await installYum(root);
}
