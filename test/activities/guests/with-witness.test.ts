import type { Dependencies } from '../../../activities/dependencies';
import { HOSTS_AT_MOST, withWitness } from '../../../activities/guests/with-witness';
import type { Domain } from '../../../model/guest';
import { findReleasePair } from '../../../releases/register';
import { definitionOf } from '../../support/definition';
import { machineWith } from '../../support/machine-with';
import { memoryLedger } from '../../support/memory-ledger';
import { DOMAIN } from './view';

const RUN = { id: 'run-1', cluster: 'blue', datacenter: 'dc1' };
const INPUT = { run: RUN, step: 'hosts/compute1/packages', phase: 'hosts', host: 'compute1' };

/** Hypervisors whose libvirt is what a test says: real ones cannot be made to lose a guest in the very middle of a step. */
function cluster(fields: Parameters<typeof definitionOf>[1] = {}) {
  const domains = new Map<string, readonly Domain[] | null>();
  const asked: string[] = [];
  const ledger = memoryLedger();
  const definition = { current: definitionOf('blue', fields) };
  const deps = {
    readDefinition: () => Promise.resolve(definition.current),
    releasePair: findReleasePair,
    ledger: () => Promise.resolve(ledger),
    machine: (_: unknown, name: string) => {
      asked.push(name);
      const answer = () => {
        const here = domains.has(name) ? domains.get(name) : [DOMAIN];
        const stdout = JSON.stringify({ hostname: name, domains: here });
        return {
          machine: name,
          command: '',
          exitCode: here === null ? 3 : 0,
          stdout,
          stderr: 'no virsh',
          durationMs: 0,
        };
      };
      return Promise.resolve({ ...machineWith(name, []), run: () => Promise.resolve(answer()) });
    },
  } as unknown as Dependencies;
  return { deps, domains, asked, ledger, definition };
}

const steps = (act: (input: object) => void) => ({
  ensureSomething: async (input: object) => {
    act(input);
    return Promise.resolve({ changed: true, summary: 'done' });
  },
});

const { host: _, ...HOSTLESS } = INPUT;

/** A witnessed step that does nothing. */
function quiet(deps: Dependencies) {
  return withWitness(
    deps,
    steps(() => {}),
  ).ensureSomething;
}

test('a step that leaves the guests alone is done', async () => {
  const { deps, ledger } = cluster();
  await expect(
    withWitness(
      deps,
      steps(() => {}),
    ).ensureSomething(INPUT),
  ).resolves.toMatchObject({ summary: 'done' });
  expect(ledger.facts.get('guests/compute1')).toMatchObject({ run: 'run-1', disturbed: [] });
});

test('a step in which a guest ends has failed, whatever it says itself; and the same step again, until the guest is accepted', async () => {
  const { deps, domains, ledger, definition } = cluster();
  const end = () => domains.set('compute1', [{ ...DOMAIN, state: 'shut off', life: '', nics: [] }]);
  const ensure = withWitness(deps, steps(end)).ensureSomething;
  for (let time = 0; time < 2; time++)
    await expect(ensure(INPUT)).rejects.toMatchObject({
      type: 'GuestDisturbed',
      message: expect.stringContaining('instance-00000001 (one) was running and is shut off') as string,
    });
  // by the guest's id, its domain's name, or its host's, as after a crash; the report keeps it all the same
  for (const name of ['one', 'instance-00000001', 'compute1']) {
    definition.current = { ...definition.current, guests: { ...definition.current.guests, accept: [name] } };
    await expect(ensure(INPUT)).resolves.toMatchObject({ summary: 'done' });
  }
  expect(ledger.facts.get('guests/compute1')).toMatchObject({ disturbed: [{ names: ['one', 'instance-00000001'] }] });
});

test('a turn begins with another look: what owners did to their guests in between is no harm', async () => {
  const { deps, domains } = cluster();
  const ensure = quiet(deps);
  await ensure(INPUT);
  domains.set('compute1', []);
  await expect(ensure({ ...INPUT, phase: 'agents', step: 'agents/compute1/ready' })).resolves.toBeDefined();
  domains.set('compute1', [DOMAIN]);
  await expect(ensure({ ...INPUT, hosts: ['compute1'], step: 'hosts/batch/claim' })).resolves.toBeDefined();
});

test('a host that does not answer holds its own steps, and keeps no step from the others', async () => {
  const { deps, domains, asked } = cluster();
  domains.set('compute2', null);
  const ensure = quiet(deps);
  await expect(ensure({ ...HOSTLESS, hosts: ['compute1', 'compute2'] })).resolves.toMatchObject({ summary: 'done' });
  expect(asked).toContain('compute2');
  await expect(ensure({ ...INPUT, host: 'compute2' })).resolves.toMatchObject({ hold: [expect.any(String)] });
});

test('a step that fails by itself while a guest ends says both', async () => {
  const { deps, domains } = cluster();
  const both = steps(() => {
    domains.set('compute1', []);
    throw new Error('dnf refused');
  });
  await expect(withWitness(deps, both).ensureSomething(INPUT)).rejects.toMatchObject({
    type: 'GuestDisturbed',
    message: expect.stringContaining('dnf refused') as string,
  });
});

test('without a libvirt to ask the step waits and does nothing; a word in the definition lets it go on', async () => {
  const { deps, domains, definition } = cluster();
  domains.set('compute1', null);
  let acted = 0;
  const ensure = withWitness(
    deps,
    steps(() => acted++),
  ).ensureSomething;
  await expect(ensure(INPUT)).resolves.toMatchObject({ hold: [expect.stringContaining('compute1')] });
  expect(acted).toBe(0);
  definition.current = { ...definition.current, guests: { ...definition.current.guests, unproven: ['compute1'] } };
  await expect(ensure(INPUT)).resolves.toMatchObject({ summary: 'done' });
});

test('another run looks at the guests again', async () => {
  const { deps, domains } = cluster();
  const ensure = quiet(deps);
  await ensure(INPUT);
  domains.set('compute1', []);
  await expect(ensure({ ...INPUT, run: { ...RUN, id: 'run-2' } })).resolves.toMatchObject({ summary: 'done' });
});

test('steps of a batch are witnessed on its hosts, those of no host on a hundred, those of other phases nowhere', async () => {
  const names = Array.from({ length: 18_000 }, (_, i) => `compute${i}`);
  const { deps, asked } = cluster({ hypervisors: names });
  const ensure = quiet(deps);
  await ensure({ ...HOSTLESS, hosts: ['compute1', 'compute2'] });
  expect(new Set(asked)).toEqual(new Set(['compute1', 'compute2']));
  asked.length = 0;
  await ensure({ ...HOSTLESS, phase: 'volumes' });
  expect(asked).toEqual([]);
  await ensure({ ...HOSTLESS, phase: 'controllers' });
  expect(new Set(asked).size).toBe(HOSTS_AT_MOST);
});
