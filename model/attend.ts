/** Is put around each exchange with somebody else while its answer is waited for; `what` says in few words with whom. */
export type Attend = <T>(what: string, exchange: () => Promise<T>) => Promise<T>;

/** Nobody watches. */
export const UNATTENDED: Attend = (_, exchange) => exchange();
