/** The cookie of all seeds; an agent deletes foreign cookies after its first full sync. */
export const SEED_COOKIE = '0x5eed0000';
