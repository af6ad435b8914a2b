import { stopProbes } from '../../../connectors/probes/probe-units';
import { fakeProbes } from '../../support/fake-probes';

const SET = '0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0';
const unit = (name: string, set = SET): string => `stackleap-probe-${set}-${name}.service`;
/** As long as names of probes become. */
const many = Array.from({ length: 5_000 }, (_, i) => unit(`${'a-vm-of-a-long-name'.repeat(2)}-${i}-12345678-flight`));

test('the probes of thousands of VMs are ended, and no others', async () => {
  const other = unit('vm1', '99999999-4f50-4172-8394-a5b6c7d8e9f0');
  const units = new Set([...many, other]);
  const machine = fakeProbes(units);
  await expect(stopProbes(machine, SET)).resolves.toBe(5_000);
  expect([...units]).toEqual([other]);
  await expect(stopProbes(machine, SET)).resolves.toBe(0);
});

test('killed half-way, the rest is ended by the next try', async () => {
  const units = new Set(many);
  await expect(stopProbes(Object.assign(fakeProbes(units), { diesAt: 4 }), SET)).rejects.toThrow('killed');
  const left = units.size;
  expect(left).toBeLessThan(5_000);
  await expect(stopProbes(fakeProbes(units), SET)).resolves.toBe(left);
  expect(units.size).toBe(0);
});

test('only those that are wanted are ended', async () => {
  const units = new Set([unit('vm1'), unit('vm2'), unit('vm2-arp')]);
  await expect(stopProbes(fakeProbes(units), SET, (name) => name === 'vm2')).resolves.toBe(1);
  expect([...units]).toEqual([unit('vm1'), unit('vm2-arp')]);
});
