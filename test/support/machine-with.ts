import type { RemoteMachine } from '../../model/remote-command';
import { fakeSystemd } from './fake-systemd';

/** What is on no machine. */
export const MISSING_TOOL = 'no-such-tool';

/** A machine on which these units run. Commands end well but `false`, and all tools but one are there. */
export function machineWith(name: string, running: readonly string[]): RemoteMachine {
  const systemd = fakeSystemd(new Map(running.map((unit) => [unit, 'active'])));
  return {
    ...systemd,
    name,
    run: async (argv, options) => {
      if (argv[0] === 'systemctl') return systemd.run(argv, options);
      const exitCode = argv[0] === 'false' || argv.includes(MISSING_TOOL) ? 1 : 0;
      return { machine: name, command: argv.join(' '), exitCode, stdout: '', stderr: 'refused', durationMs: 0 };
    },
  };
}
