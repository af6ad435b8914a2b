import type { FixUp } from '../../../model/mapping';
import { KEY_PAIRS_OF_INSTANCE } from '../key-pairs';
import { withCpuPolicy } from '../numa-topology';

export const KEY_PAIRS: FixUp = {
  name: 'keyPairs',
  why: 'Without the key pair in the instance the metadata service gives no key, and online migrations stop with an error.',
  changes: { 'nova.instance_extra': { built: KEY_PAIRS_OF_INSTANCE } },
};

export const CPU_POLICY: FixUp = {
  name: 'cpuPolicy',
  why: 'Pinned CPUs without a policy count as not pinned, and other guests get them, too.',
  changes: {
    'nova.instance_extra': {
      built: {
        inputs: { numa_topology: 's.numa_topology' },
        columns: ['numa_topology'],
        build: (inputs) => ({ numa_topology: withCpuPolicy(inputs['numa_topology'] ?? null) }),
      },
    },
  },
};
