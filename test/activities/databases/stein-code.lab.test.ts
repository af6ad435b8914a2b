import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../../config/project-root';
import { resolveSecret } from '../../../config/secrets';
import { createMachines } from '../../../connectors/ssh/machines';
import { instanceAt } from '../../../lab/generator/cluster/instances';
import { DEFAULT_OPTIONS } from '../../../lab/generator/cluster/options';
import { planCompute } from '../../../plan/compute';
import { LAB_DEFINITION } from '../../support/lab-definition';
import { runPhase } from '../../support/run-plan';
import { openScratch, type Scratch } from '../../support/scratch-activities';

jest.setTimeout(120_000);

interface Instance {
  readonly name: string;
  readonly version: string;
  readonly sameFlavor: boolean;
  readonly sameImage: boolean;
  readonly bootsFromVolume: boolean;
  readonly group: string | null;
  readonly hints: object;
  readonly pinned: boolean;
  readonly specPinned: boolean;
  readonly keys: readonly string[];
  readonly ports: number;
  readonly cell: string;
  readonly user: boolean;
  readonly queuedForDelete: boolean;
}

interface Found {
  readonly instances: Readonly<Record<string, Instance>>;
  readonly flavors: readonly string[];
  readonly aggregates: readonly (readonly [name: string, uuidLength: number, hosts: number])[];
  readonly groups: readonly (readonly [policy: string, members: number])[];
  readonly devices: number;
}

let scratch: Scratch;
let found: Found;
beforeAll(async () => {
  scratch = await openScratch('stein');
  const { cloud, activities, run } = scratch;
  await runPhase(planCompute(cloud.definition), activities, run);
  found = await loadInStein();
});
afterAll(() => scratch.close());

/** What Stein's own nova, on the controller, makes of the imported rows; it raises on any that it cannot load. */
async function loadInStein(): Promise<Found> {
  const { target } = scratch.cloud.definition;
  const { user, port, password } = target.server;
  const asked = {
    server: `${user}:${await resolveSecret(password)}@127.0.0.1:${port}`,
    nova_api: target.databases.novaApi,
    nova: target.databases.nova,
  };
  const script = await readFile(join(projectRoot(), 'test/activities/databases/load-in-stein.py'), 'utf8');
  const machines = createMachines({ readSecret: resolveSecret });
  try {
    const controller = await machines.machine(LAB_DEFINITION, 'controller');
    const input = script.replace('sys.stdin.read()', JSON.stringify(JSON.stringify(asked)));
    const { stdout } = await controller.run(['/opt/stein/venv/bin/python', '-'], { input });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Found;
  } finally {
    machines.close();
  }
}

const generated = Array.from({ length: 12 }, (_, n) => instanceAt(DEFAULT_OPTIONS, n));

test('it loads every instance with its request spec, and both agree', () => {
  expect(Object.keys(found.instances).sort()).toEqual(generated.map(({ uuid }) => uuid).sort());
  for (const { uuid, id, keyName, bootsFromVolume } of generated)
    expect(found.instances[uuid]).toMatchObject({
      name: `instance-${id.toString(16).padStart(8, '0')}`,
      version: '1.12',
      sameFlavor: true,
      sameImage: true,
      bootsFromVolume,
      keys: [keyName],
      ports: 1,
      cell: 'cell1',
      user: true,
      queuedForDelete: false,
    });
});

test('the pinned instance is pinned, and no other', () => {
  const pinned = Object.values(found.instances).filter((instance) => instance.pinned || instance.specPinned);
  expect(pinned).toMatchObject([{ pinned: true, specPinned: true }]);
});

test('members of a server group stay together, or apart', () => {
  const grouped = Object.values(found.instances).filter(({ group }) => group !== null);
  expect(grouped).toHaveLength(4);
  for (const { hints } of grouped) expect(hints).toEqual({ group: [expect.stringMatching(/^[0-9a-f-]{36}$/)] });
  expect(found.groups).toEqual([
    ['affinity', 2],
    ['anti-affinity', 2],
  ]);
});

test('flavors, aggregates and block devices load', () => {
  expect(found.flavors).toEqual(expect.arrayContaining(['m1.tiny', 'm1.numa']));
  expect(found.flavors).not.toContain('c1.old');
  expect(found.aggregates).toEqual([
    ['fast', 36, 2],
    ['general', 36, 3],
  ]);
  expect(found.devices).toBe(12);
});
