import { readControllerBlockers } from '../../../activities/controllers/read-blockers';
import type { Dependencies } from '../../../activities/dependencies';
import { readHostBlockers } from '../../../activities/hosts/read-host-blockers';
import { MachineError, type MachineErrorType } from '../../../connectors/ssh/machine-error';
import type { RemoteMachine } from '../../../model/remote-command';
import { findReleasePair } from '../../../releases/register';
import { definitionOf } from '../../support/definition';
import { memoryLedger } from '../../support/memory-ledger';

const INPUT = { run: { id: 'r', cluster: 'c' }, step: 's', host: 'compute1' } as unknown as Parameters<
  typeof readHostBlockers.run
>[1];

/** Activities whose machines cannot be used, for this reason. */
function withRefusal(type: MachineErrorType): Dependencies {
  const machine = {
    name: 'compute1',
    run: () => Promise.reject(new MachineError(type, 'The reason.')),
  } as unknown as RemoteMachine;
  const parts: Partial<Dependencies> = {
    readDefinition: (name) => Promise.resolve(definitionOf(name)),
    releasePair: findReleasePair,
    ledger: () => Promise.resolve(memoryLedger()),
    machine: () => Promise.resolve(machine),
  };
  return parts as Dependencies;
}

it.each(['HostAuthentication', 'HostPrivileges', 'HostAlgorithms', 'HostKeyMismatch'] as const)(
  'preflight says of a hypervisor and of a controller that they cannot be used: %s',
  async (type) => {
    const deps = withRefusal(type);
    await expect(readHostBlockers.run(deps, INPUT)).resolves.toMatchObject({
      blockers: [{ type, message: 'compute1: The reason.' }],
    });
    const { blockers } = await readControllerBlockers.run(deps, INPUT);
    expect(blockers).toContainEqual({ type, message: 'The reason.' });
  },
);
