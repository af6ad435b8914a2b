/** The one shape of a command's outcome, also inside the error when it failed. */
export interface CommandResult {
  readonly machine: string;
  /** The command line, quoted for POSIX sh; where sudo runs it, without sudo. */
  readonly command: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface CommandOptions {
  /** Sent on standard input. */
  readonly input?: string;
  /** The command is given up after this time without any output. Default 60,000. */
  readonly quietMs?: number;
  /** Exit codes that are no error. Default [0]; 'any' returns every outcome. */
  readonly accept?: readonly number[] | 'any';
  readonly signal?: AbortSignal;
  /** Is given standard output piece by piece, the next one when it has resolved; then the result has none of it. */
  readonly onOutput?: (piece: Uint8Array) => Promise<void>;
}

/** One machine that is reached by SSH. */
export interface RemoteMachine {
  readonly name: string;
  /** Runs an argument vector; nothing in it is interpreted by a shell. */
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Writes a file atomically (temporary file, rename), with mode as in chmod. */
  writeFile(path: string, content: string, mode?: string): Promise<void>;
  /** The file's text; undefined when there is none. */
  readFile(path: string): Promise<string | undefined>;
}
