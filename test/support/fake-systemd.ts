import type { RemoteMachine } from '../../model/remote-command';

/** A machine that knows nothing but `systemctl show|start|stop|restart` and the states of its units. */
export function fakeSystemd(states: Map<string, 'active' | 'inactive'>): RemoteMachine & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    name: 'controller',
    calls,
    run: async (argv) => {
      const [, verb = '', ...rest] = argv;
      const units = rest.filter((word) => !word.startsWith('--'));
      if (verb !== 'show') calls.push(`${verb} ${units.join(' ')}`);
      if (verb === 'stop') for (const unit of units) states.set(unit, 'inactive');
      if (verb === 'start' || verb === 'restart') for (const unit of units) states.set(unit, 'active');
      const stdout = units
        .map(
          (unit) =>
            `ActiveState=${states.get(unit) ?? 'inactive'}\nLoadState=${states.has(unit) ? 'loaded' : 'not-found'}\n`,
        )
        .join('\n');
      return { machine: 'controller', command: argv.join(' '), exitCode: 0, stdout, stderr: '', durationMs: 0 };
    },
    writeFile: () => Promise.reject(new Error('no files here')),
    readFile: () => Promise.reject(new Error('no files here')),
  };
}
