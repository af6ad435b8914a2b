import type { Dependencies } from '../../activities/dependencies';

/** The same as a worker has them that is killed, at the latest before a command that is `fatal`: then it reaches no machine. */
export function mortal(deps: Dependencies, fatal: (argv: readonly string[]) => boolean = () => false) {
  let alive = true;
  const breathe = (): void => {
    if (!alive) throw new Error('the worker was killed');
  };
  const machine: Dependencies['machine'] = async (definition, name) => {
    breathe();
    const reached = await deps.machine(definition, name);
    return {
      ...reached,
      run: async (argv, options) => {
        alive &&= !fatal(argv);
        breathe();
        return reached.run(argv, options);
      },
    };
  };
  return { deps: { ...deps, machine }, kill: () => void (alive = false) };
}
