import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import type { RemoteMachine } from '../../model/remote-command';
import type { Domains } from '../../model/guest';
import { withPython } from '../python';

/** What `remote/libvirt/domains.py` ends with where nobody can be asked. */
const NO_VIRSH = 3;
const NO_ANSWER = 4;

/** A hypervisor whose libvirt cannot be asked, or does not answer. */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError';
  readonly type = 'GuestsUnknown';
}

/** What a hypervisor's libvirt says of its guests now; reads only. Rejects with a LibvirtError where it says nothing. */
export async function readDomains(machine: RemoteMachine): Promise<Domains> {
  const program = await readFile(join(projectRoot(), 'remote', 'libvirt', 'domains.py'), 'utf8');
  const { exitCode, stdout, stderr } = await machine.run(['sh', '-c', withPython('-')], {
    input: program,
    accept: [0, NO_VIRSH, NO_ANSWER],
    quietMs: 180_000,
  });
  if (exitCode !== 0) throw new LibvirtError(`On ${machine.name} libvirt cannot be asked: ${stderr.trim()}.`);
  return JSON.parse(stdout) as Domains;
}
