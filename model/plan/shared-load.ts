/** VMs that must not all be disturbed at once, as a server group or a load balancer's pool: by name, with the hosts that carry them. */
export interface SharedLoad {
  readonly name: string;
  readonly hosts: readonly string[];
}
