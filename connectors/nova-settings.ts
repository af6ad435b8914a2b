import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../config/project-root';
import type { RemoteMachine } from '../model/remote-command';
import type { ProgramCommand } from './find-program';

/** What a Nova reads of its configuration. */
export interface NovaSettings {
  /** Scheduler filters that are switched on. */
  readonly filters: readonly string[];
  /** Those that its code has; null when they cannot be loaded, for that reason. */
  readonly classes: readonly string[] | null;
  readonly reason: string | null;
  /** `[upgrade_levels]`: pinned versions, by service. */
  readonly levels: Readonly<Record<string, string>>;
  /** Every RabbitMQ of its `transport_url` as `host:port`, with the reason why it does not answer there; null when it does. */
  readonly brokers: Readonly<Record<string, string | null>>;
}

/** The first line of a program that Python runs names its interpreter. */
const BY_ITS_PYTHON =
  'python=$(sed -n "1s/^#! *//p" "$(command -v -- "$1")"); code=$2; shift 2; exec $python -c "$code" "$@"';

/** Imports of Nova take seconds. */
const QUIET_MS = 120_000;

/**
 * Asks the code that nova-manage belongs to, with its interpreter and its options. Undefined when that cannot be done: the program is
 * a wrapper, or its Nova has other names for things.
 */
export async function readNovaSettings(
  machine: RemoteMachine,
  { before, program, options }: ProgramCommand,
): Promise<NovaSettings | undefined> {
  const code = await readFile(join(projectRoot(), 'remote', 'nova', 'settings.py'), 'utf8');
  const argv = [...before, 'sh', '-c', BY_ITS_PYTHON, 'sh', program, code, ...options];
  const { exitCode, stdout } = await machine.run(argv, { accept: 'any', quietMs: QUIET_MS });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return exitCode === 0 && last.startsWith('{') ? (JSON.parse(last) as NovaSettings) : undefined;
}
