import type { RemoteMachine } from '../../model/remote-command';

const FORMAT = '%{NAME}-%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}.%{ARCH}\\n';

/** Installed packages as `rpm -qa` names them, imported keys among them, sorted. */
export async function readInstalled(machine: RemoteMachine): Promise<readonly string[]> {
  const { stdout } = await machine.run(['rpm', '-qa', '--qf', FORMAT]);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}
