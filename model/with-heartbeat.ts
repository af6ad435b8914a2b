/** Is put around each exchange with somebody else while its answer is waited for; `what` says in few words with whom. */
export type WithHeartbeat = <T>(what: string, exchange: () => Promise<T>) => Promise<T>;

/** Nobody watches. */
export const WITHOUT_HEARTBEAT: WithHeartbeat = (_, exchange) => exchange();
