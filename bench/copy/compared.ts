/** The tables that every contender copies: they carry nearly all of a control plane's rows. */
export const COMPARED = [
  'nova.instances',
  'nova.instance_extra',
  'nova.instance_info_caches',
  'nova.instance_metadata',
  'nova.instance_system_metadata',
  'nova.block_device_mapping',
  'nova.virtual_interfaces',
] as const;

export function tableOf(mapping: string): string {
  return mapping.slice(mapping.indexOf('.') + 1);
}
