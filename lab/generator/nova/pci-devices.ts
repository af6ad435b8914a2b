import { living, type Row, type TableRows } from '../rows';

/** The card of compute1 (the first compute node) and two of its virtual functions, none of them in use. */
export function pciDeviceTables(): readonly TableRows[] {
  const card = '0000:81:00.0';
  const device = (id: number, address: string, more: Row): Row => ({
    ...living(id),
    id,
    compute_node_id: 1,
    address,
    vendor_id: '8086',
    product_id: '10ed',
    dev_type: 'type-VF',
    dev_id: `pci_${address.replaceAll(/[:.]/g, '_')}`,
    label: `label_8086_${more['product_id'] ?? '10ed'}`,
    status: 'available',
    extra_info: JSON.stringify({ phys_function: card }),
    instance_uuid: null,
    request_id: null,
    numa_node: 1,
    ...more,
  });
  return [
    {
      table: 'pci_devices',
      rows: [
        device(1, card, { dev_type: 'type-PF', product_id: '10fb', extra_info: '{}' }),
        device(2, '0000:81:10.0', {}),
        device(3, '0000:81:10.2', {}),
      ],
    },
  ];
}
