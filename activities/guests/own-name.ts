import type { RemoteMachine } from '../../model/remote-command';

/** The last word of an option in a section of an INI file, as oslo.config reads it; undefined where the file does not say it. */
export function optionOf(text: string, section: string, option: string): string | undefined {
  let here = '';
  let found: string | undefined;
  for (const line of text.split('\n')) {
    const heading = /^\[([^\]]+)\]/.exec(line)?.[1];
    const [, name, value] = /^(\w+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (heading !== undefined) here = heading.trim();
    else if (here === section && name === option) found = value;
  }
  return found;
}

/** The name under which nova-compute on a machine reports itself: that of its configuration, else the machine's own. */
export async function readOwnName(machine: RemoteMachine, configuration: string): Promise<string> {
  const told = optionOf((await machine.readFile(configuration)) ?? '', 'DEFAULT', 'host');
  if (told !== undefined && told !== '') return told;
  return (await machine.run(['hostname'])).stdout.trim();
}
