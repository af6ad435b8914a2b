/** What `scratch-setup` tells the tests of the project `database`, by the names of environment variables. */
export const SCRATCH = {
  root: 'STACKLEAP_SCRATCH_ROOT',
  port: 'STACKLEAP_SCRATCH_PORT',
  password: 'STACKLEAP_SCRATCH_PASSWORD',
  keystone: 'STACKLEAP_SCRATCH_KEYSTONE',
  administrator: 'STACKLEAP_SCRATCH_ADMINISTRATOR',
} as const;

export const SCRATCH_USER = 'stackleap';
