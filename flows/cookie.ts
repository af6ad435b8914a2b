/** The cookie of all bypass flows; an agent deletes foreign cookies after its first full sync. */
export const BYPASS_COOKIE = '0x5eed0000';
