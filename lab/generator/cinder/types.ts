import { labUuid, PROJECTS } from '../../inventory';
import { VOLUME_TYPES } from '../cluster/volumes';
import { gone, living, type Row, type TableRows } from '../rows';

const QOS = labUuid('qos', 'slow');

function type(id: string, name: string): Row {
  return { ...living(1), id, name, qos_specs_id: null, is_public: 1, description: null };
}

/** Volume types with extra specs, one QoS, one encrypted and private type, and one that was deleted. */
export function typeTables(): readonly TableRows[] {
  const specs: readonly (readonly [type: string, key: string, value: string])[] = [
    [VOLUME_TYPES.ssd, 'volume_backend_name', 'ceph'],
    [VOLUME_TYPES.hdd, 'volume_backend_name', 'ceph'],
    [VOLUME_TYPES.encrypted, 'volume_backend_name', 'ceph'],
  ];
  const qos = { ...living(1), specs_id: QOS };
  return [
    {
      table: 'quality_of_service_specs',
      rows: [
        { ...qos, id: QOS, specs_id: null, key: 'QoS_Specs_Name', value: 'slow' },
        { ...qos, id: labUuid('qos', 'slow', 'consumer'), key: 'consumer', value: 'front-end' },
        { ...qos, id: labUuid('qos', 'slow', 'iops'), key: 'total_iops_sec', value: '500' },
      ],
    },
    {
      table: 'volume_types',
      rows: [
        type(VOLUME_TYPES.ssd, 'ceph-ssd'),
        { ...type(VOLUME_TYPES.hdd, 'ceph-hdd'), qos_specs_id: QOS, description: 'slow, but large' },
        { ...type(VOLUME_TYPES.encrypted, 'luks'), is_public: 0 },
        { ...type(VOLUME_TYPES.retired, 'retired'), ...gone(1, 1) },
      ],
    },
    {
      table: 'volume_type_extra_specs',
      rows: specs.map(([volume_type_id, key, value], i) => ({ ...living(1), id: i + 1, volume_type_id, key, value })),
    },
    {
      table: 'volume_type_projects',
      rows: [{ ...living(1), id: 1, volume_type_id: VOLUME_TYPES.encrypted, project_id: PROJECTS[1]?.id as string }],
    },
    {
      table: 'encryption',
      rows: [
        {
          ...living(1),
          encryption_id: labUuid('encryption', 'luks'),
          volume_type_id: VOLUME_TYPES.encrypted,
          cipher: 'aes-xts-plain64',
          control_location: 'front-end',
          key_size: 512,
          provider: 'nova.volume.encryptors.luks.LuksEncryptor',
        },
      ],
    },
  ];
}
