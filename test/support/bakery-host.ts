import type { Dependencies } from '../../activities/dependencies';
import type { RemoteMachine } from '../../model/remote-command';
import { BAKERY } from './bakery';
import { definitionOf } from './definition';
import { fakeSystemd } from './fake-systemd';
import { memoryStore } from './memory-store';
import { memoryLedger } from './memory-ledger';
import { NO_DATABASES } from './no-databases';

/** A cluster between the two releases of the bakery. */
export const BAKED = definitionOf('bakery', {
  releases: { from: BAKERY.from, to: BAKERY.to },
  packages: { manager: 'dnf', repositories: { from: 'rye', to: 'spelt' } },
});

/** A hypervisor of that cluster whose units run; the commands that it gets are kept. `answers`: by a word of the command. */
export function bakeryHost(answers: Readonly<Record<string, string>> = {}) {
  const commands: string[] = [];
  const files = new Map<string, string>();
  const ledger = memoryLedger();
  // systemd takes a service's name without its ending, too
  const services = Object.values(BAKERY.units.services).flatMap((unit) => [unit, unit.replace('.service', '')]);
  const units = [...BAKERY.units.held.map(({ unit }) => unit), ...services];
  const systemd = fakeSystemd(new Map(units.map((unit) => [unit, 'active'])));
  const machine: RemoteMachine = {
    name: 'compute1',
    run: async (argv, options) => {
      const command = argv.join(' ');
      commands.push(command);
      const [, answer] = Object.entries(answers).find(([word]) => command.includes(word)) ?? [];
      const result = await systemd.run(argv, options);
      return answer === undefined ? result : { ...result, stdout: answer };
    },
    readFile: async (path) => Promise.resolve(files.get(path)),
    writeFile: async (path, content) => {
      files.set(path, content);
      return Promise.resolve();
    },
  };
  const deps: Dependencies = {
    readDefinition: async () => Promise.resolve(BAKED),
    releasePair: (from, to) => (from === BAKERY.from && to === BAKERY.to ? BAKERY : undefined),
    ledger: async () => Promise.resolve(ledger),
    ...NO_DATABASES,
    store: memoryStore(),
    machine: async () => Promise.resolve(machine),
  };
  return { commands, files, ledger, machine, deps };
}
