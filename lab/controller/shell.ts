/** A machine of the lab, as far as the controller's bring-up needs one. */
export interface Shell {
  /** Runs a command line of POSIX sh; throws when it fails. */
  run(command: string): Promise<{ readonly stdout: string }>;
}
