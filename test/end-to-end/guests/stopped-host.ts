import assert from 'node:assert/strict';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { RealHost } from './real-host';

export interface StoppedHost {
  readonly real: RealHost;
  readonly guest: Instance;
}

/** The real host of the upgraded lab with its nova-compute stopped, and one of its guests, which each test has to leave as it was. */
export function useStoppedHost(): StoppedHost {
  const used = {} as { real: RealHost; guest: Instance };
  let before: Awaited<ReturnType<RealHost['domain']>>;

  beforeAll(async () => {
    used.real = await RealHost.open();
    used.guest = used.real.guests[1] as Instance;
    await used.real.stopCompute();
  });
  afterAll(async () => {
    await used.real.startCompute();
    await used.real.close();
  });
  beforeEach(async () => {
    used.real.forget();
    before = await used.real.domain(used.guest);
  });
  afterEach(async () => assert.deepStrictEqual(await used.real.domain(used.guest), before));
  return used;
}

/** Within the tests of the group that calls it, the guest's row says that it is stopped. */
export function whileItsRowSaysStopped(host: StoppedHost): void {
  beforeEach(() => host.real.row(host.guest, { vm_state: 'stopped', power_state: 4 }));
  afterEach(() => host.real.row(host.guest, { vm_state: 'active', power_state: 1 }));
}
