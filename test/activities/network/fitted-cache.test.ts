import { fittedInfo, misfits } from '../../../activities/network/caches/fitted-cache';

const VIF = { id: 'p', type: 'ovs', details: { port_filter: true, ovs_hybrid_plug: true } };

function fitted(vifs: unknown, datapath: string): unknown {
  const info = fittedInfo({ id: 1, instance: 'vm', info: JSON.stringify(vifs) }, datapath);
  return info === undefined ? undefined : JSON.parse(info);
}

test.each([
  ['tells nothing', {}],
  ["tells the kernel's", { datapath_type: 'system' }],
  ['tells null', { datapath_type: null }],
  ["tells '', which is the kernel's", { datapath_type: '' }],
])('a VIF that %s gets the userspace, and fits the kernel', (_, told) => {
  const details = { ...VIF.details, ...told };
  expect(fitted([{ ...VIF, details }], 'netdev')).toEqual([
    { ...VIF, details: { ...VIF.details, datapath_type: 'netdev' } },
  ]);
  expect(fitted([{ ...VIF, details }], 'system')).toBeUndefined();
});

test("one that gives the userspace gets the kernel's where the host has that", () => {
  const netdev = [{ ...VIF, details: { datapath_type: 'netdev' } }];
  expect(fitted(netdev, 'netdev')).toBeUndefined();
  expect(fitted(netdev, 'system')).toEqual([{ ...VIF, details: { datapath_type: 'system' } }]);
});

test.each([undefined, null, [], 'text'])('details %p are built again', (details) => {
  expect(fitted([{ ...VIF, details }], 'netdev')).toEqual([{ ...VIF, details: { datapath_type: 'netdev' } }]);
});

test.each(['vhostuser', 'bridge', 'hw_veb', 'binding_failed', null, undefined, 7])('a VIF of type %p stays', (type) => {
  const other = { ...VIF, type };
  expect(fitted([other], 'netdev')).toBeUndefined();
  expect(fitted([other, VIF], 'netdev')).toEqual([
    JSON.parse(JSON.stringify(other)),
    { ...VIF, details: { ...VIF.details, datapath_type: 'netdev' } },
  ]);
});

test.each(['', '[]', 'null', ' [ ] '])('nothing is to be done in "%s"', (info) => {
  expect(fittedInfo({ id: 1, instance: 'vm', info }, 'netdev')).toBeUndefined();
});

test('every other character stays, and the text is ASCII: the column may take three bytes a character', () => {
  const label = 'Zürich "net" \\ \n \u2028 日本 😀 \ud83d';
  const vif = { ...VIF, network: { label, meta: { mtu: 1500, injected: false } }, qbh_params: null };
  const info = fittedInfo({ id: 1, instance: 'vm', info: JSON.stringify([vif]) }, 'netdev') ?? '';
  expect(info).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(info)).toEqual([{ ...vif, details: { ...vif.details, datapath_type: 'netdev' } }]);
});

test.each(['{', 'NaN', '{"id": "p"}', '"text"', '7', 'false', '[1]', '[null]', '[[]]'])(
  'the instance is named whose cache is %s',
  (info) => {
    expect(() => fittedInfo({ id: 1, instance: 'vm-7', info }, 'netdev')).toThrow(
      expect.objectContaining({ type: 'HostNotReady', message: expect.stringContaining('Instance vm-7:') }),
    );
  },
);

test('what is fitted has no misfit any more, whatever it was', () => {
  const types = ['ovs', 'vhostuser', undefined];
  const told = ['netdev', 'system', 'dummy', '', null, undefined];
  const vifs = types.flatMap((type) =>
    told.map((datapath_type, i) => ({ id: `${type}-${i}`, type, details: { datapath_type } })),
  );
  for (const datapath of ['netdev', 'system', 'dummy']) {
    const info = fittedInfo({ id: 1, instance: 'vm', info: JSON.stringify(vifs) }, datapath) ?? '';
    expect(misfits({ id: 1, instance: 'vm', info }, datapath)).toEqual([]);
    expect(fittedInfo({ id: 1, instance: 'vm', info }, datapath)).toBeUndefined();
  }
});
