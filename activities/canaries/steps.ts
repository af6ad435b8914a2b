import { verifyCanaries } from './verify-canaries';

/** What holds a run up until its canaries have borne a phase. */
export const CANARY_STEPS = { verifyCanaries };
