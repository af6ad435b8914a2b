/** What is repeated of the steps that plans of these tests have. */
export const STEPS = {
  ensureThing: { once: 'done' },
  verifyThing: { once: 'never' },
  readThingBlockers: { once: null },
} as const;
