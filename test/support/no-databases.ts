import type { Dependencies } from '../../activities/dependencies';

const refuse = (): never => {
  throw new Error('this test reaches no database');
};

/** Of activities that ask no database, and no Keystone for identities. */
export const NO_DATABASES: Pick<Dependencies, 'databases' | 'throttle' | 'newIdentities' | 'tableChoices'> = {
  databases: { of: async () => Promise.resolve().then(refuse), marked: (_, work) => work() },
  throttle: refuse,
  tableChoices: refuse,
  newIdentities: async () => Promise.resolve().then(refuse),
};
