import { readFileSync } from 'node:fs';
import { labHost } from '../../../lab/hosts/host';
import { labStatus } from '../../../lab/commands/status';
import { processesIn } from '../../../lab/hosts/leftovers';
import { MACHINES, VMS } from '../../../lab/inventory';

describe('the lab', () => {
  it('says of every machine that it is up, and of every VM that it answers', async () => {
    const { up, machines, vms } = await labStatus();
    expect(up).toBe(true);
    expect(machines).toEqual(
      MACHINES.map(({ name, address }) => expect.objectContaining({ name, address, running: true, ssh: true })),
    );
    expect(vms).toEqual(Object.fromEntries(VMS.map(({ name }) => [name, true])));
  });

  it('gives each machine a name, a machine id and a host key of its own', async () => {
    const told = await Promise.all(
      MACHINES.map(async (machine) => {
        const script = 'hostname; cat /etc/machine-id; cut -d" " -f2 /etc/ssh/ssh_host_ed25519_key.pub';
        return (await labHost(machine).run(script)).stdout.trim().split('\n');
      }),
    );
    expect(told.map(([name]) => name)).toEqual(MACHINES.map(({ name }) => name));
    for (const part of [1, 2]) expect(new Set(told.map((lines) => lines[part])).size).toBe(MACHINES.length);
  });

  it('runs each machine in a control group of its own, so that none removes the groups of another one’s units', () => {
    const groups = MACHINES.map((machine) => {
      const of = processesIn(labHost(machine).root).map(({ pid }) => readFileSync(`/proc/${pid}/cgroup`, 'utf8'));
      return new Set(of.map((text) => /^0::\/([^/\n]*)/m.exec(text)?.[1]));
    });
    for (const group of groups) expect(group.size).toBe(1);
    expect(new Set(groups.map((group) => [...group][0])).size).toBe(MACHINES.length);
  });
});
