import type { CephFacts } from '../../../model/host/facts';
import type { RemoteMachine } from '../../../model/remote-command';
import { optionOf } from '../../guests/own-name';

const CONF = '/etc/ceph/ceph.conf';

/** ceph.conf takes `mon host`, `mon-host` and `mon_host` for the same. */
function withPlainNames(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? line : `${line.slice(0, at).trim().replaceAll(/[ -]+/g, '_')} = ${line.slice(at + 1)}`;
    })
    .join('\n');
}

/** The lowest version that a monitor says; '' where no `ceph` is there or none answers. */
async function readClusterVersion(machine: RemoteMachine, { conf, user }: Pick<CephFacts, 'conf' | 'user'>) {
  const who = user === '' ? [] : ['--name', `client.${user}`];
  const ask = ['timeout', '20', 'ceph', '--connect-timeout', '10', '--conf', conf, ...who, 'tell', 'mon.*', 'version'];
  const { stdout } = await machine.run(ask, { accept: 'any' });
  const versions = [...stdout.matchAll(/ceph version (\d+(?:\.\d+)*)/g)].map((match) => match[1] as string);
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0] ?? '';
}

/** What a host's nova.conf at `path` and the ceph.conf that it names say of Ceph. */
export async function readCeph(machine: RemoteMachine, path: string): Promise<CephFacts> {
  const nova = (await machine.readFile(path)) ?? '';
  const libvirt = (option: string): string => optionOf(nova, 'libvirt', option) ?? '';
  const told = libvirt('images_rbd_ceph_conf');
  const conf = told === '' ? CONF : told;
  const ceph = withPlainNames((await machine.readFile(conf)) ?? '');
  const option = (name: string): string => optionOf(ceph, 'client', name) ?? optionOf(ceph, 'global', name) ?? '';
  const [pool, user] = [libvirt('images_rbd_pool'), libvirt('rbd_user')];
  return {
    ...{ pool, user, secretUuid: libvirt('rbd_secret_uuid'), conf },
    ...{ fsid: option('fsid'), monHost: option('mon_host'), auth: option('auth_client_required') },
    clusterVersion: pool === '' ? '' : await readClusterVersion(machine, { conf, user }),
  };
}
