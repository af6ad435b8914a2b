import { VMS } from '../../../../lab/inventory';
import type { ScratchCaches } from '../../../support/scratch-caches';

function compact(json: string): string {
  return json.replace(': ', ':');
}

/** What Nova remembers of a port and the new Neutron does not say. */
export function mistakenCacheTests({ nova, sql }: ScratchCaches, verify: () => Promise<unknown>): void {
  test.each([
    ['another port id', '"id": "PORT"', '"id": "00000000-0000-4000-8000-000000000000"', 'is not in the new Neutron'],
    [
      'another MAC',
      '"address": "MAC"',
      '"address": "fa:16:3e:ff:ff:ff"',
      'has mac_address "fa:16:3e:ff:ff:ff" in the cache',
    ],
    ['another MTU', '"mtu": 1500', '"mtu": 9000', 'has mtu 9000 in the cache and 1500 in Neutron'],
  ])('%s in a cache is named', async (_name, from, to, said) => {
    const [vm] = VMS;
    const one = `WHERE instance_uuid = '${vm?.uuid ?? ''}'`;
    const filled = from.replace('PORT', vm?.portId ?? '').replace('MAC', vm?.mac ?? '');
    const [{ network_info: kept = '' } = {}] = await sql(
      `SELECT network_info FROM ${nova}.instance_info_caches ${one}`,
    );
    const changed = String(kept).replace(filled, to).replace(compact(filled), compact(to));
    expect(changed).not.toBe(kept);
    const write = (info: unknown) =>
      sql(`UPDATE ${nova}.instance_info_caches SET network_info = ? ${one}`, [String(info)]);
    await write(changed);
    try {
      await expect(verify()).rejects.toMatchObject({
        type: 'CheckFailed',
        message: expect.stringMatching(new RegExp(`instance ${vm?.uuid ?? ''}: port .*${said}`)),
      });
    } finally {
      await write(kept);
    }
  });
}
