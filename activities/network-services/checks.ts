import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterDefinition } from '../../model/cluster';
import type { Check } from '../../model/network-services';
import type { Dependencies } from '../dependencies';
import { beat, cancellation } from '../toolbox/heartbeat';

const POLL_MS = 500;
/** A check that hangs counts as failed. */
const QUIET_MS = 20_000;

/** What a check says against the service that it looks at; undefined when it works. */
export async function failedCheck(
  deps: Dependencies,
  definition: ClusterDefinition,
  { host, command }: Check,
): Promise<string | undefined> {
  const machine = await deps.machine(definition, host);
  const { exitCode, stdout, stderr } = await machine.run(command, { accept: 'any', quietMs: QUIET_MS });
  if (exitCode === 0) return undefined;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-3).join('; ');
  return `"${command.join(' ')}" on ${host} ended with ${exitCode}: ${said}`;
}

/** The same, asked again until it works or the time is over. */
export async function failsFor(
  deps: Dependencies,
  definition: ClusterDefinition,
  check: Check,
  timeoutMs: number,
): Promise<string | undefined> {
  for (const end = Date.now() + timeoutMs; ;) {
    const problem = await failedCheck(deps, definition, check);
    if (problem === undefined || Date.now() > end) return problem;
    beat({ waitingFor: problem });
    await sleep(POLL_MS, undefined, { signal: cancellation() });
  }
}
