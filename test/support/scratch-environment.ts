/** What `scratch-setup` tells the tests of the project `database`, by the names of environment variables. */
export const SCRATCH = {
  root: 'STACKLEAP_SCRATCH_ROOT',
  port: 'STACKLEAP_SCRATCH_PORT',
  password: 'STACKLEAP_SCRATCH_PASSWORD',
} as const;

export const SCRATCH_USER = 'stackleap';
