/** A server to log in to: a machine or a jump host. */
export interface Server {
  /** For people: name, address and port, and the way there. */
  readonly where: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
}
