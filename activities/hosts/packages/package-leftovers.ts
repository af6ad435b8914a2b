import type { RemoteMachine } from '../../../model/remote-command';

/** Files that rpm puts beside configuration that an operator has edited: `.rpmnew`, `.rpmsave`, `.rpmorig`. */
export async function readLeftovers(machine: RemoteMachine): Promise<string[]> {
  const { stdout } = await machine.run(['find', '/etc', '-regex', '.*\\.rpm\\(new\\|save\\|orig\\)', '-type', 'f']);
  return stdout
    .split('\n')
    .filter((path) => path !== '')
    .sort();
}
