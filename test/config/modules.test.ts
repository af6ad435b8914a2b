import { definitionSchema } from '../../config/schema';
import { readDefinition } from '../../config/read-definition';
import { modulesOf } from '../../model/pair/modules-of';
import { excludedPackages } from '../../activities/hosts/modules/modules-of-host';
import { heldUnits } from '../../activities/toolbox/held-units';
import { moduleScript } from '../../activities/hosts/modules/module-script';
import { packagesIn } from '../../connectors/package-managers/package';
import { planHosts } from '../../plan/hosts';
import { LIBERTY_TO_STEIN } from '../../releases/liberty-to-stein/pair';
import { definitionOf } from '../support/definition';

const { modules: schema } = definitionSchema.shape;
const ADDED = definitionOf('blue', {
  modules: {
    storage: { install: ['rbd-nbd'] },
    compute: { keep: ['python-boto'], units: ['site.service'], remove: ['python-ryu'], checks: [['true']] },
  },
});
const INSTALLED = packagesIn(['librbd1-1:0.94.5-1.x86_64', 'python-boto-2-1.noarch', 'python-ryu-3-1.noarch']);

const script = (name: string): string =>
  modulesOf(ADDED, LIBERTY_TO_STEIN)
    .filter((module) => module.name === name)
    .map((module) => moduleScript(module, INSTALLED, excludedPackages(ADDED, LIBERTY_TO_STEIN)))
    .join('');

describe('modules of cluster.yaml', () => {
  it.each([
    [{ storage: { install: ['librbd1 python'] } }, 'the name of a package'],
    [{ storage: { remove: ['a*'] } }, 'the name of a package, without version'],
    [{ storage: { packages: ['*'] } }, 'the name of a package, or its beginning and "*"'],
    [{ storage: { units: ['site'] } }, 'a unit with its ending'],
    [{ switch: {} }, ''],
    [{ storage: { checks: ['true'] } }, ''],
  ])('that name what cannot be are refused: %j', (modules, message) => {
    const read = schema.safeParse(modules);
    expect(read.success).toBe(false);
    expect(read.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });

  it('may add to each of the pair, Open vSwitch among them', () => {
    const names = LIBERTY_TO_STEIN.modules.map(({ name }) => name);
    expect(names).toEqual(['storage', 'libvirt', 'openvswitch', 'network', 'compute']);
    for (const name of names) expect(schema.safeParse({ [name]: { packages: ['site'] } }).success).toBe(true);
  });

  it('are none where nothing is said', async () => {
    expect((await readDefinition('lab')).modules).toEqual({});
  });
});

describe('a module', () => {
  it('has what the pair says, and what the cluster adds', () => {
    expect(script('storage')).toBe('update librbd1\ninstall rbd-nbd\nts run\n');
    expect(script('compute')).toBe('remove python-ryu\nupdate\nts run\n');
    expect(script('network')).toBe('');
    expect(excludedPackages(ADDED, LIBERTY_TO_STEIN)).toContain('python-boto');
    expect(heldUnits(ADDED, LIBERTY_TO_STEIN).at(-1)).toMatchObject({ unit: 'site.service', how: 'keep' });
  });

  it('is told by the plan of each host, with its own steps in the order of the pair', () => {
    const [, batch] = planHosts(ADDED, ['compute1']).groups;
    const steps = (batch?.lanes[0]?.steps ?? []).map(({ id, summary }) => `${id} ${summary}`);
    expect(steps.filter((line) => /(-packages|-proof|\/libvirt) /.test(line))).toEqual([
      'hosts/compute1/storage-packages update librbd1, librados2 and 10 more; install rbd-nbd',
      'hosts/compute1/libvirt-packages update libvirt*, qemu-* and 3 more',
      'hosts/compute1/openvswitch-packages update python-openvswitch, python2-openvswitch; the switch runs on',
      expect.stringMatching(/^hosts\/compute1\/network-packages update openstack-neutron\*, /),
      'hosts/compute1/compute-packages update all that are left; remove python-ryu; keep python-boto',
      'hosts/compute1/compute-proof Prove it by 1 command',
      'hosts/compute1/libvirt Restart libvirtd, which takes its guests over again',
    ]);
  });
});
