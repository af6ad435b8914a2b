import { OVS_AGENT } from '../../model/network/neutron-names';
import type { NeutronStatements } from '../../model/pair/neutron-rows';
import { LIBERTY_NEUTRON } from './neutron';

/** Stein says `project_id` where Liberty said `tenant_id`. */
function renamed(statement: string): string {
  return statement.replaceAll('tenant_id AS project_id', 'project_id').replaceAll('tenant_id', 'project_id');
}

const { quotas, securityGroupRules, floatingIps } = LIBERTY_NEUTRON;

/** Stein's Neutron with the same columns: both sides become objects by the same rules. */
export const STEIN_NEUTRON: NeutronStatements = {
  ...LIBERTY_NEUTRON,
  quotas: renamed(quotas),
  agents: `SELECT id, host, admin_state_up, configurations FROM {db}.agents WHERE agent_type = '${OVS_AGENT.type}' ORDER BY host`,
  securityGroups: `
    SELECT g.id, g.project_id, g.name, a.description, d.security_group_id IS NOT NULL AS is_default
    FROM {db}.securitygroups g
      JOIN {db}.standardattributes a ON a.id = g.standard_attr_id
      LEFT JOIN {db}.default_security_group d ON d.security_group_id = g.id
    ORDER BY g.id`,
  securityGroupRules: renamed(securityGroupRules),
  networks: renamed(LIBERTY_NEUTRON.networks),
  // External networks have policies of their own.
  sharing: `
    SELECT id, project_id, object_id, target_tenant, action
    FROM {db}.networkrbacs WHERE action = 'access_as_shared' ORDER BY object_id, target_tenant, action`,
  segments: `
    SELECT network_id, network_type, physical_network, segmentation_id
    FROM {db}.networksegments WHERE is_dynamic = 0 ORDER BY network_id, segment_index, id`,
  subnets: renamed(LIBERTY_NEUTRON.subnets),
  ports: `
    SELECT p.id, p.project_id, p.name, p.network_id, p.mac_address, p.admin_state_up, p.device_id, p.device_owner, b.host,
      b.vif_type, b.vnic_type, b.profile, b.vif_details, s.port_security_enabled
    FROM {db}.ports p
      LEFT JOIN {db}.ml2_port_bindings b ON b.port_id = p.id AND b.status = 'ACTIVE'
      LEFT JOIN {db}.portsecuritybindings s ON s.port_id = p.id
    ORDER BY p.id`,
  bindingLevels: `
    SELECT l.port_id, l.level, l.driver, s.network_type, s.physical_network, s.segmentation_id
    FROM {db}.ml2_port_binding_levels l
      JOIN {db}.ml2_port_bindings b ON b.port_id = l.port_id AND b.host = l.host AND b.status = 'ACTIVE'
      JOIN {db}.networksegments s ON s.id = l.segment_id
    ORDER BY l.port_id, l.level`,
  routers: renamed(LIBERTY_NEUTRON.routers),
  floatingIps: renamed(floatingIps),
};
