import type { RemoteMachine } from '../../model/remote-command';
import { machineWith } from './machine-with';

/** A machine whose switch has these bridges, by name with their datapath as OVSDB has it. What it has may change. */
export function switchMachine(name: string, bridges: Readonly<Record<string, string>>): RemoteMachine {
  const machine = machineWith(name, []);
  return {
    ...machine,
    run: async (argv, options) => {
      const result = await machine.run(argv, options);
      return argv[0] === 'ovs-vsctl' ? { ...result, stdout: printed(bridges) } : result;
    },
  };
}

function printed(bridges: Readonly<Record<string, string>>): string {
  const bridge = { headings: ['name', 'datapath_type'], data: Object.entries(bridges) };
  const empty = { headings: [], data: [] };
  return [bridge, empty, empty, empty, empty].map((table) => JSON.stringify(table)).join('\n');
}
