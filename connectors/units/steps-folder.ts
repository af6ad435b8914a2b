/** Where a machine keeps the outcomes of its detached steps. */
export const STEPS_FOLDER = '/var/lib/stackleap/steps';
