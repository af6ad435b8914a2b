import { probeFolder } from '../../connectors/probes/probe-units';
import type { RemoteMachine } from '../../model/command';

/** How evenly the prober worked, seen by the answers of a target that nothing disturbs. */
export interface Pace {
  readonly hertz: number;
  /** The time between two answers, in milliseconds: of 99 of 100 pairs at most, and the longest. */
  readonly p99Ms: number;
  readonly mostMs: number;
}

const PROGRAM = `import json, re, sys
paces = []
for path in sys.argv[1:]:
    with open(path) as log:
        times = [float(m.group(1)) for m in re.finditer(r'^\\[(\\d+\\.\\d+)\\] \\S+ : \\[\\d+\\], \\d+ bytes', log.read(), re.M)]
    steps = sorted(b - a for a, b in zip(times, times[1:]))
    if steps:
        paces.append({'hertz': round(len(steps) / (times[-1] - times[0]), 1), 'p99Ms': round(steps[len(steps) * 99 // 100] * 1000, 1), 'mostMs': round(steps[-1] * 1000, 1)})
print(json.dumps(paces))
`;

/** Reads the pace from the logs of these targets, where they lie. */
export async function readPaces(machine: RemoteMachine, set: string, names: readonly string[]): Promise<Pace[]> {
  const logs = names.map((name) => `${probeFolder(set)}/${name}.log`);
  return JSON.parse((await machine.run(['python3', '-', ...logs], { input: PROGRAM })).stdout) as Pace[];
}
