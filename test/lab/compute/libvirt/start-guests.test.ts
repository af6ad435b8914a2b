import { createHash } from 'node:crypto';
import { startGuestsScript } from '../../../../lab/compute/libvirt/start-guests';
import { guestsOf } from '../../../../lab/compute/guests';
import { COMPUTES, type LabMachine } from '../../../../lab/inventory';

const [host] = COMPUTES.filter(({ guests }) => guests === 'qemu') as [LabMachine];
const script = startGuestsScript(host);
const parts = script.split(/^(?=if )/m).slice(1);

test('each guest is looked at first: one that runs is left alone', () => {
  expect(parts).toHaveLength(guestsOf(host).length);
  for (const part of parts) expect(part).toMatch(/^if \[ "\$\(virsh domstate instance-\S+ .*\)" != running \]; then\n/);
});

test('a root disk lies upon what Nova calls the image by the digest of its id', () => {
  const [guest] = guestsOf(host);
  const digest = createHash('sha1')
    .update(guest?.image.id ?? '')
    .digest('hex');
  expect(parts[0]).toContain(`-b /var/lib/nova/instances/_base/${digest} disk 1G`);
});

test('only what is plugged through a bridge is added to br-int, and every port has what the agent left', () => {
  const added = parts.map((part) => part.includes('--may-exist add-port br-int qvo'));
  expect(added).toEqual([true, false, false]);
  const tags = parts.map((part) => /-- set Port (qvo|tap)\S+ tag=(\d+)/.exec(part)?.slice(1));
  expect(tags).toEqual([
    ['qvo', '3'],
    ['tap', '1'],
    ['tap', '3'],
  ]);
  expect(parts[1]).toMatch(/other_config='\{net_uuid=.*,segmentation_id="100"\}'/);
});
