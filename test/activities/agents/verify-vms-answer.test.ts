import type { Dependencies } from '../../../activities/dependencies';
import { verifyVmsAnswer } from '../../../activities/agents/verify-vms-answer';
import type { RemoteMachine } from '../../../model/command';
import { findReleasePair } from '../../../releases/register';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';
import { memoryStore } from '../../support/memory-store';

/** A machine whose probes have written nothing. */
const machine: RemoteMachine = {
  name: 'controller',
  run: async ([program = '']) => ({
    ...{ machine: 'controller', command: program, exitCode: 0, stderr: '', durationMs: 0 },
    stdout: program === 'date' ? '1000.5\n' : '',
  }),
  writeFile: () => Promise.reject(new Error('no files here')),
  readFile: () => Promise.reject(new Error('no files here')),
};

test('a host without VMs owes no answer, also where no control target is named', async () => {
  const run = { id: 'r', cluster: 'blue', datacenter: 'dc1' };
  const ledger = memoryLedger();
  await ledger.recordFact(run, 'probes', {
    ...{ set: 's', byArp: [], unwatched: [] },
    points: [{ machine: 'controller', vms: [], controls: [] }],
  });
  const deps: Dependencies = {
    readDefinition: async (name) => definitionOf(name),
    releasePair: findReleasePair,
    ledger: async () => ledger,
    store: memoryStore(),
    machine: async () => machine,
  };
  const input = { run, step: 'agents/compute1/answers', phase: 'agents', host: 'compute1', tolerate: true } as const;
  await expect(verifyVmsAnswer.run(deps, input)).resolves.toMatchObject({
    summary: '0 of 0 pings of 0 VMs lost, longest gap 0 ms.',
  });
});
