import type { BuiltColumns, FixUp } from '../../../model/mapping';
import { parseColumn } from '../versioned-object';

/** Liberty keeps the address of a virtual function's card in `extra_info`. */
export function parentAddress(type: string | null, extraInfo: string | null): string | null {
  if (type !== 'type-VF') return null;
  const info = parseColumn(extraInfo, 'pci_devices.extra_info');
  const parent = typeof info === 'object' && info !== null && 'phys_function' in info ? info['phys_function'] : null;
  return typeof parent === 'string' ? parent : null;
}

const PARENT: BuiltColumns = {
  inputs: { dev_type: 's.dev_type', extra_info: 's.extra_info' },
  columns: ['parent_addr'],
  build: (inputs) => ({ parent_addr: parentAddress(inputs['dev_type'] ?? null, inputs['extra_info'] ?? null) }),
};

export const PCI_DEVICES: FixUp = {
  name: 'pciDevices',
  why:
    'Stein finds the virtual functions of a card by the column `parent_addr`; what filled it is gone since Newton. ' +
    'Without it a card whose functions are in use could be given away as a whole.',
  changes: { 'nova.pci_devices': { columns: { uuid: { uuidOf: 'id' } }, built: PARENT } },
};

/** Devices are rows of a compute node: they are copied with the nodes or not at all. */
export const DEVICES_IN_USE: FixUp = {
  name: 'devicesInUse',
  why: "Stein's nova-compute takes every device for free that the database does not give to an instance.",
  asked: {
    by: 'computeNodes left out',
    when: ({ alignment }) => !alignment.tables.includes('computeNodes'),
  },
  changes: {
    'nova.instances': {
      refused: [
        {
          when: `EXISTS (SELECT 1 FROM {source.nova}.pci_devices d WHERE d.instance_uuid = s.uuid AND d.deleted = 0
            AND d.status IN ('allocated', 'claimed'))`,
          because:
            'it has PCI devices, which are copied only with compute nodes: put computeNodes into alignment.tables',
        },
      ],
    },
  },
};
