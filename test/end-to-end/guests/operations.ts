import { openSession } from '../../../activities/toolbox/open-session';
import { readDefinition } from '../../../config/read-definition';
import type { Session } from '../../../connectors/openstack/session';
import type { Instance } from '../../../lab/generator/cluster/instances';
import { VMS } from '../../../lab/inventory';
import type { Domain } from '../../../model/guest';
import { eventually } from '../../support/eventually';
import { RealHost } from './real-host';

const PATIENT = { timeoutMs: 120_000, everyMs: 500 };

interface ServerState {
  readonly status: string;
  readonly 'OS-EXT-STS:task_state': string | null;
}

/** What tenants do with a real guest that was adopted, by Nova's API. */
export function operationTests(): void {
  let real: RealHost;
  let session: Session;
  let guest: Instance;

  beforeAll(async () => {
    real = await RealHost.open();
    session = await openSession(await readDefinition('lab'));
    guest = real.guests[0] as Instance;
  });
  afterAll(() => real.close());

  async function act(body: object, status: string): Promise<Domain | undefined> {
    const path = `/servers/${guest.uuid}`;
    await session.call('compute', 'POST', `${path}/action`, body);
    await eventually(async () => {
      const { server } = (await session.call('compute', 'GET', path)).body as { server: ServerState };
      expect(server).toMatchObject({ status, 'OS-EXT-STS:task_state': null });
    }, PATIENT);
    return real.domain(guest);
  }

  async function untilAnswers(expected: boolean): Promise<void> {
    const vm = VMS.find(({ uuid }) => uuid === guest.uuid);
    const ping = `ip netns exec probe-${vm?.network.type} ping -q -c 1 -W 1 ${vm?.address}`;
    await eventually(
      async () => expect((await real.controller.run(ping, { accept: 'any' })).exitCode === 0).toBe(expected),
      PATIENT,
    );
  }

  test.each(['SOFT', 'HARD'])('a %s reboot gives it another process, and it answers again', async (type) => {
    const before = await real.domain(guest);
    const after = await act({ reboot: { type } }, 'ACTIVE');
    expect(after).toMatchObject({ state: 'running' });
    expect(after?.life).not.toBe(before?.life);
    await untilAnswers(true);
  });

  test('stopped it is silent, started again it answers', async () => {
    await expect(act({ 'os-stop': null }, 'SHUTOFF')).resolves.toMatchObject({ state: 'shut off', life: '' });
    await untilAnswers(false);
    await expect(act({ 'os-start': null }, 'ACTIVE')).resolves.toMatchObject({ state: 'running' });
    await untilAnswers(true);
  });

  test('paused and suspended it comes back as the process or the state that it was', async () => {
    const before = await real.domain(guest);
    await expect(act({ pause: null }, 'PAUSED')).resolves.toMatchObject({ state: 'paused', life: before?.life });
    await expect(act({ unpause: null }, 'ACTIVE')).resolves.toEqual(before);
    await expect(act({ suspend: null }, 'SUSPENDED')).resolves.toMatchObject({ state: 'shut off' });
    await expect(act({ resume: null }, 'ACTIVE')).resolves.toMatchObject({ state: 'running' });
    await untilAnswers(true);
  });
}
