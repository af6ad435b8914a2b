import { join } from 'node:path';

/** Where each run gets a folder with its report; `latest` in it points to the newest. Set by STACKLEAP_RUNS. */
export function runsFolder(): string {
  return process.env['STACKLEAP_RUNS'] ?? join(process.cwd(), 'runs');
}
