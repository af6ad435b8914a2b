import { guestsOf } from '../../../lab/compute/guests';
import { seeGuests } from '../../../lab/demo/witness';
import { labHost } from '../../../lab/hosts/host';
import { COMPUTES } from '../../../lab/inventory';

const HOSTS = COMPUTES.map((machine) => [machine.name, labHost(machine)] as const);

test.each(HOSTS)(
  'the guests of %s run, each in a process of its own, and nothing has restarted one',
  async (_, host) => {
    const real = host.machine.guests === 'qemu';
    const seen = await seeGuests([host]);
    expect(seen.map(({ vm }) => vm)).toEqual(guestsOf(host.machine).map(({ name }) => name));
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(seen.length);
    for (const guest of seen)
      expect(guest).toMatchObject({
        ...{ kind: real ? 'qemu' : 'namespace', starts: real ? 1 : 0, stops: 0 },
        ...{ pid: expect.any(Number) as number, tap: expect.any(Number) as number },
        plug: expect.stringMatching(/^[0-9a-f-]{36}@\d+$/) as string,
      });
  },
);
