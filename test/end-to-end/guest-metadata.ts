import type { LabHost } from '../../lab/hosts/host';
import type { LabVm } from '../../lab/inventory';

const NOVA_UNIT = 'test-nova-metadata';
const NOVA_FILE = `/run/${NOVA_UNIT}.conf`;
const AGENT_UNIT = 'neutron-metadata-agent';
const AGENT_FILE = '/etc/neutron/metadata_agent.ini';
const SECRET = 'between-nova-and-neutron';

/** Asks for a path below `latest/meta-data/` as a guest. */
export type AskMetadata = (vm: LabVm, path: string) => Promise<string>;

/**
 * Serves metadata while `work` is done: Nova's metadata API on the controller, the new metadata agent on a hypervisor. What the agent
 * hears of a guest is what its own haproxy would add to the guest's request; haproxy itself is not in the lab.
 */
export async function withMetadata<T>(
  controller: LabHost,
  compute: LabHost,
  work: (ask: AskMetadata) => Promise<T>,
): Promise<T> {
  const { address: server } = controller.machine;
  await controller.run(`cat >${NOVA_FILE} <<END
[DEFAULT]
metadata_listen = ${server}
metadata_workers = 1
[neutron]
service_metadata_proxy = true
metadata_proxy_shared_secret = ${SECRET}
END
systemd-run --quiet --collect --unit=${NOVA_UNIT} /opt/stein/venv/bin/nova-api-metadata \\
  --config-file /etc/stein/nova/nova.conf --config-file ${NOVA_FILE}`);
  await compute.run(`cp -a ${AGENT_FILE} ${AGENT_FILE}.kept
cat >${AGENT_FILE} <<END
[DEFAULT]
nova_metadata_host = ${server}
metadata_proxy_shared_secret = ${SECRET}
metadata_workers = 1
END
systemctl unmask --quiet ${AGENT_UNIT}
systemctl start ${AGENT_UNIT}`);
  try {
    return await work(async ({ address, network }, path) => {
      const headers = `-H 'X-Forwarded-For: ${address}' -H 'X-Neutron-Network-ID: ${network.id}'`;
      const socket = '--unix-socket /var/lib/neutron/metadata_proxy';
      const url = `http://169.254.169.254/latest/meta-data/${path}`;
      return (await compute.run(`curl --silent --show-error --fail ${socket} ${headers} ${url}`)).stdout;
    });
  } finally {
    await compute.run(`systemctl stop ${AGENT_UNIT}; mv ${AGENT_FILE}.kept ${AGENT_FILE}`);
    await controller.run(`systemctl stop ${NOVA_UNIT}; rm -f ${NOVA_FILE}`);
  }
}
