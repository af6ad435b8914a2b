import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CONTROLLER, PROJECTS } from '../../lab/inventory';
import { stateFolder } from '../../lab/folders';
import { PAPER_NETWORK } from '../../lab/generator/cluster/networks';
import { labHost } from '../../lab/hosts/host';
import type { ClusterDefinition } from '../../model/cluster';

/** python-openstackclient, of Stein's own virtual environment. */
const CLIENT = '/opt/stein/venv/bin/openstack';
const SECRET = '/root/stackleap-peer';

/**
 * `openstack port create` in a loop, on the controller itself, with all that the client can say of a port. It cannot give an
 * id, extra DHCP options or keep what a killed loop has begun. Returns seconds for all of them; they are deleted again.
 */
export async function portsByClient({ target }: ClusterDefinition, sample: number, host: string): Promise<number> {
  const { url, username, project, domain, region } = target.identity;
  const machine = labHost(CONTROLLER);
  // Not on the command line: that stands in errors.
  const secret = readFileSync(`${stateFolder()}/secrets/identity`, 'utf8').trim();
  writeFileSync(`${machine.root}${SECRET}`, secret, { mode: 0o600 });
  // The public addresses are still those of the old APIs.
  const script = `set -e
export OS_AUTH_URL=${url} OS_USERNAME=${username} OS_PROJECT_NAME=${project} OS_PASSWORD=$(cat ${SECRET}) PYTHONWARNINGS=ignore
export OS_INTERFACE=internal OS_USER_DOMAIN_ID=${domain} OS_PROJECT_DOMAIN_ID=${domain} OS_REGION_NAME=${region} OS_IDENTITY_API_VERSION=3
begin=$(date +%s.%N)
for i in $(seq ${sample}); do
  ${CLIENT} port create --network ${PAPER_NETWORK.id} --project ${PROJECTS[0]?.id ?? ''} \
    --fixed-ip subnet=${PAPER_NETWORK.subnetId},ip-address=10.250.0.$i --mac-address fa:16:3e:fe:00:$(printf %02x $i) \
    --device bench-$i --device-owner compute:az1 --host ${host} --vnic-type normal --disable \
    -f value -c id peer-$i >/dev/null
done
echo "$begin $(date +%s.%N)"`;
  try {
    const { stdout } = await machine.run(script);
    const [begin = 0, end = 0] = stdout.trim().split(' ').map(Number);
    return end - begin;
  } finally {
    rmSync(`${machine.root}${SECRET}`);
  }
}
