import { numaTopology, withCpuPolicy } from '../../../releases/liberty-to-stein/numa-topology';

function topology(pinning: unknown): string {
  const cell = {
    'nova_object.name': 'InstanceNUMACell',
    'nova_object.version': '1.2',
    'nova_object.data': { id: 0, memory: 2048, cpuset: [0, 1], cpu_pinning_raw: pinning },
  };
  return JSON.stringify({ 'nova_object.version': '1.2', 'nova_object.data': { cells: [cell] } });
}

test('a pinned cell gets its policy, and keeps all that it had', () => {
  expect(JSON.parse(withCpuPolicy(topology({ '0': 4 })) ?? '')).toMatchObject({
    'nova_object.version': '1.3',
    'nova_object.data': {
      cells: [
        {
          'nova_object.version': '1.4',
          'nova_object.data': {
            memory: 2048,
            cpu_pinning_raw: { '0': 4 },
            cpu_policy: 'dedicated',
            cpu_thread_policy: null,
          },
        },
      ],
    },
  });
});

test.each([[null], [topology(null)], ['{"cells": [], "instance_uuid": "legacy"}']])(
  'anything else stays as it is',
  (text) => {
    expect(withCpuPolicy(text)).toBe(text);
  },
);

test("a request spec has Juno's form as Stein reads it", () => {
  const cell = { id: 1, cpus: '0-2,^1', mem: { total: 1024 }, pagesize: 2048 };
  expect(numaTopology(JSON.stringify({ instance_uuid: 'old', cells: [cell] }), 'u')).toMatchObject({
    'nova_object.name': 'InstanceNUMATopology',
    'nova_object.data': {
      instance_uuid: 'u',
      cells: [
        {
          'nova_object.name': 'InstanceNUMACell',
          'nova_object.data': { id: 1, cpuset: [0, 2], memory: 1024, pagesize: 2048, cpu_policy: null },
        },
      ],
    },
  });
  expect([numaTopology(null, 'u'), numaTopology('null', 'u')]).toEqual([null, null]);
});

test.each(['{}', '[]', '7', '{"cells": [{"id": 0, "cpus": "all"}]}'])('%s is no topology', (text) => {
  expect(() => numaTopology(text, 'u')).toThrow(/^instance_extra\.numa_topology holds /);
});
