import { shelvedImage } from '../cluster/images';
import type { Instance } from '../cluster/instances';
import { at, type Row } from '../rows';
import { lifetime } from './instances';
import { networkInfo } from './network-info';

/** Side tables have their own ids; one instance uses at most this many rows of each. */
const ROWS_PER_INSTANCE = 20;

/** `(key, value)` rows of an instance, with ids that no other instance uses. */
function keyRows(instance: Instance, pairs: readonly (readonly [string, string])[]): Row[] {
  return pairs.map(([key, value], i) => {
    const id = (instance.id - 1) * ROWS_PER_INSTANCE + i + 1;
    return { ...lifetime(instance, id), id, instance_uuid: instance.uuid, key, value };
  });
}

/** `instance_metadata`: what the tenant wrote. */
export function metadataRows(instance: Instance): Row[] {
  return keyRows(instance, Object.entries(instance.metadata));
}

/** `instance_system_metadata`: the image's properties when the instance was made; the only source of its image metadata. */
export function systemMetadataRows(instance: Instance): Row[] {
  const { image, flavor } = instance;
  const base: [string, string][] = [
    ['image_disk_format', 'raw'],
    ['image_container_format', 'bare'],
    ['image_min_ram', '0'],
    ['image_min_disk', String(flavor.rootGb)],
    ['image_base_image_ref', instance.bootsFromVolume ? '' : image.id],
    ...Object.entries(image.properties).map(([name, value]): [string, string] => [`image_${name}`, value]),
  ];
  if (instance.state !== 'shelved_offloaded') return keyRows(instance, base);
  return keyRows(instance, [
    ...base,
    ['shelved_at', `${at(instance.createdMinutes + 500).replace(' ', 'T')}.000000`],
    ['shelved_image_id', shelvedImage(instance.name, instance.projectId, image).id],
    ['shelved_host', 'compute1'],
  ]);
}

/** `instance_info_caches`: what Nova last knew of the ports. */
export function infoCacheRow(instance: Instance): Row {
  return {
    ...lifetime(instance, instance.id),
    id: instance.id,
    instance_uuid: instance.uuid,
    network_info: JSON.stringify(instance.state === 'deleted' ? [] : networkInfo(instance)),
  };
}

/** `instance_actions`: its creation. */
export function actionRow(instance: Instance): Row {
  return {
    ...lifetime(instance, instance.id),
    id: instance.id,
    action: 'create',
    instance_uuid: instance.uuid,
    request_id: `req-${instance.uuid}`,
    user_id: instance.userId,
    project_id: instance.projectId,
    start_time: at(instance.createdMinutes),
    finish_time: null,
    message: null,
  };
}

/** `instance_actions_events`: what the creation was made of. */
export function actionEventRow(instance: Instance): Row {
  return {
    ...lifetime(instance, instance.id),
    id: instance.id,
    action_id: instance.id,
    event: 'compute__do_build_and_run_instance',
    start_time: at(instance.createdMinutes),
    finish_time: at(instance.createdMinutes + 1),
    result: 'Success',
    traceback: null,
    host: instance.host === '' ? 'compute1' : instance.host,
    details: null,
  };
}
