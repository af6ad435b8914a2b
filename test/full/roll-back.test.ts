import { labUp } from '../../lab/commands/up';
import { follow } from '../../lab/demo/follow';
import { readReport } from '../../lab/demo/read-report';
import { setStage, type Stage } from '../../lab/demo/stage';
import { approve, startUpgrade } from '../../lab/demo/start-upgrade';
import { seeGuests } from '../../lab/demo/witness';
import { labHost } from '../../lab/hosts/host';
import { COMPUTES, CONTROLLER } from '../../lab/inventory';
import { upgradeWorkflowId } from '../../model/names';
import type { UpgradeInput } from '../../model/upgrade';
import { differences, takeFingerprint } from '../../lab/chaos/fingerprint';
import { longHazardTests } from '../end-to-end/guests/long-hazards';

jest.setTimeout(20 * 60_000);

const CLUSTER = 'lab';
const INPUT: UpgradeInput = { cluster: CLUSTER, onFailure: 'rollBack' };
const ID = upgradeWorkflowId(CLUSTER);
const computes = COMPUTES.map(labHost);

let stage: Stage;
beforeAll(async () => {
  await labUp();
  stage = await setStage(CLUSTER);
});
afterAll(() => stage.close());

const quiet = (): void => {};

function followed() {
  const handle = stage.client.workflow.getHandle(ID);
  return follow(handle, (gate) => approve(stage.command, ID, gate), quiet);
}

test('when a step fails for good, everything is undone and the lab is as it was', async () => {
  const before = await takeFingerprint(labHost(CONTROLLER), computes);
  const guests = await seeGuests(computes);
  const last = labHost(COMPUTES[2] as (typeof COMPUTES)[number]);
  // a file that cannot be replaced, as an operator's bind mount makes it
  await last.run('mount --bind /etc/nova/nova.conf /etc/nova/nova.conf');
  try {
    await startUpgrade(stage.command, INPUT);
    await expect(followed()).rejects.toMatchObject({
      cause: { message: expect.stringContaining('compute3') as string },
    });
  } finally {
    await last.run('umount /etc/nova/nova.conf');
  }
  expect(readReport().report.verdict).toBe('rolled-back');
  expect(differences(before, await takeFingerprint(labHost(CONTROLLER), computes))).toEqual({});
  expect(await seeGuests(computes)).toEqual(guests);
});

describe('after an upgrade that goes through all the same', () => {
  beforeAll(async () => {
    await startUpgrade(stage.command, INPUT);
    await followed();
  });

  test('it is complete', () => {
    expect(readReport().report.verdict).toBe('upgraded');
  });

  describe('a real guest on the upgraded host', () => {
    longHazardTests();
  });
});
