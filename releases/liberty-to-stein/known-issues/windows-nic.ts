import type { AddedRows, FixUp } from '../../../model/mapping';
import { REQUEST_SPEC } from '../request-spec';

const KEY = 'image_hw_vif_model';

/** SQL that is true of an instance `s` that runs Windows, whose image said nothing of its card. Nova tells keys of another case apart. */
const INSTANCE = `(s.os_type = 'windows' OR EXISTS (SELECT 1 FROM {source.nova}.instance_system_metadata w
    WHERE w.instance_uuid = s.uuid AND w.deleted = 0 AND ((w.\`key\` = BINARY 'image_os_type' AND w.value = 'windows')
      OR (w.\`key\` = BINARY 'image_os_distro' AND w.value LIKE 'win%'))))
  AND NOT EXISTS (SELECT 1 FROM {source.nova}.instance_system_metadata c
    WHERE c.instance_uuid = s.uuid AND c.deleted = 0 AND c.\`key\` = BINARY '${KEY}')`;

const OF_INSTANCES: AddedRows = {
  from: { database: 'nova', table: 'instances' },
  number: 'id',
  where: `s.deleted = 0 AND ${INSTANCE}`,
  columns: {
    created_at: { from: 'created_at' },
    deleted: { constant: 0 },
    instance_uuid: { from: 'uuid' },
    key: { constant: KEY },
    value: { setting: 'windowsNic' },
  },
};

/** One row for each image: made of the property that says that it is one of Windows, `os_type` before `os_distro`. */
const OF_IMAGES: AddedRows = {
  from: { database: 'glance', table: 'image_properties' },
  number: 'id',
  where: `s.deleted = 0 AND ((s.name = 'os_type' AND s.value = 'windows')
      OR (s.name = 'os_distro' AND s.value LIKE 'win%' AND NOT EXISTS (SELECT 1 FROM {source.glance}.image_properties o
        WHERE o.image_id = s.image_id AND o.deleted = 0 AND o.name = 'os_type' AND o.value = 'windows')))
    AND EXISTS (SELECT 1 FROM {source.glance}.images i WHERE i.id = s.image_id AND i.deleted = 0)
    AND NOT EXISTS (SELECT 1 FROM {source.glance}.image_properties c
      WHERE c.image_id = s.image_id AND c.deleted = 0 AND c.name = 'hw_vif_model')`,
  columns: {
    created_at: { from: 'created_at' },
    updated_at: { from: 'updated_at' },
    deleted: { constant: 0 },
    image_id: { from: 'image_id' },
    name: { constant: 'hw_vif_model' },
    value: { setting: 'windowsNic' },
  },
};

/** The image in the request spec is packed from the same rows: one more at its end. */
const IN_SPEC = `CONCAT_WS(',', (${REQUEST_SPEC.inputs['image']}),
  CASE WHEN ${INSTANCE} THEN CONCAT(HEX('${KEY}'), ':', HEX({setting.windowsNic})) END)`;

export const WINDOWS_NIC: FixUp = {
  name: 'windowsNic',
  why:
    'Where the image names no network card, Stein gives a Windows guest another one (e1000e) than it has: with the next ' +
    'start it would come up with a new card, without its settings and maybe without a driver.',
  asked: { by: 'alignment.windowsNic', when: ({ alignment }) => alignment.windowsNic !== null },
  changes: {
    'nova.instance_system_metadata': { added: OF_INSTANCES },
    'glance.image_properties': { added: OF_IMAGES },
    'nova_api.request_specs': { built: { inputs: { image: IN_SPEC }, columns: [], build: () => ({}) } },
  },
};
