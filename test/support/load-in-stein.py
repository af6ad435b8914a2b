# Loads imported rows by Stein's own code and prints what it sees as one line of JSON.
# What it is asked for is one JSON object {"server", "nova_api", "nova"}; `server` is user:password@host:port.
import json
import sys
import warnings

warnings.simplefilter('ignore')
import eventlet  # noqa: E402
eventlet.monkey_patch()
from nova import config, context, objects  # noqa: E402
from nova.api.ec2 import ec2utils  # noqa: E402
from nova.compute import utils as compute_utils  # noqa: E402,F401
from nova.db.sqlalchemy import api  # noqa: E402
import nova.conf  # noqa: E402

asked = json.loads(sys.stdin.read())
CONF = nova.conf.CONF
config.parse_args(['nova'], default_config_files=[], configure_db=False)
for group, schema in (('api_database', 'nova_api'), ('database', 'nova')):
    url = 'mysql+pymysql://%s/%s?charset=utf8' % (asked['server'], asked[schema])
    CONF.set_override('connection', url, group)
api.configure(CONF)
objects.register_all()
admin = context.get_admin_context()

ALWAYS = ('availability_zone', 'flavor', 'force_hosts', 'force_nodes', 'image', 'instance_group', 'is_bfv', 'limits',
          'num_instances', 'numa_topology', 'pci_requests', 'project_id', 'scheduler_hints', 'user_id')
OF_FLAVOR = ('id', 'name', 'memory_mb', 'vcpus', 'root_gb', 'ephemeral_gb', 'flavorid', 'swap', 'rxtx_factor',
             'vcpu_weight', 'disabled', 'is_public', 'extra_specs', 'created_at', 'updated_at', 'deleted_at', 'deleted')

found = {'instances': {}}
# One that is meant as a list of one is a text.
found['choices'] = {name: [field._type.ALL] if isinstance(field._type.ALL, str) else list(field._type.ALL)
                    for name, field in objects.ImageMetaProps.fields.items() if hasattr(field._type, 'ALL')}
fields = ['flavor', 'numa_topology', 'keypairs', 'metadata', 'system_metadata', 'info_cache', 'pci_requests']
for instance in objects.InstanceList.get_by_filters(admin, {'deleted': False, 'soft_deleted': True}, expected_attrs=fields):
    spec = objects.RequestSpec.get_by_instance_uuid(admin, instance.uuid)
    for key in ALWAYS:
        getattr(spec, key)
    for key in OF_FLAVOR:
        getattr(spec.flavor, key)
    # What an instance's own code makes of the same rows.
    own = instance.image_meta
    mapping = objects.InstanceMapping.get_by_instance_uuid(admin, instance.uuid)
    numa = instance.numa_topology
    found['instances'][instance.uuid] = {
        'name': instance.name,
        # Of the row, and of the class that read it: the object itself always has the latter.
        'version': json.loads(objects.RequestSpec._get_by_instance_uuid_from_db(admin, instance.uuid)['spec'])['nova_object.version'],
        'ownVersion': spec.VERSION,
        'sameFlavor': all(getattr(spec.flavor, key) == getattr(instance.flavor, key)
                          for key in ('flavorid', 'extra_specs', 'is_public', 'disabled')),
        'sameImage': spec.image.properties.obj_to_primitive()['nova_object.data'] == own.properties.obj_to_primitive()['nova_object.data']
        and spec.image.min_disk == own.min_disk,
        'bootsFromVolume': spec.is_bfv,
        'group': spec.instance_group and spec.instance_group.policy,
        'hints': spec.scheduler_hints,
        'pinned': numa is not None and numa.cpu_pinning_requested,
        'specPinned': spec.numa_topology is not None and spec.numa_topology.cpu_pinning_requested,
        'pciRequests': [r.alias_name for r in spec.pci_requests.requests + instance.pci_requests.requests],
        'keys': [key.name for key in instance.keypairs],
        'ports': len(instance.info_cache.network_info),
        'ec2Id': ec2utils.id_to_ec2_inst_id(instance.uuid),
        'ec2Image': ec2utils.glance_id_to_ec2_id(admin, instance.image_ref),
        'cell': mapping.cell_mapping.name,
        # Unset where the column is NULL; it then raises.
        'user': mapping.user_id == (instance.user_id or ''),
        'queuedForDelete': mapping.queued_for_delete,
    }
found['flavors'] = sorted(flavor.name for flavor in objects.FlavorList.get_all(admin))
found['aggregates'] = sorted([a.name, len(a.uuid), len(a.hosts)] for a in objects.AggregateList.get_all(admin))
found['groups'] = sorted([g.policy, len(g.members)] for g in objects.InstanceGroupList.get_all(admin))
found['devices'] = len(objects.BlockDeviceMappingList.bdms_by_instance_uuid(admin, list(found['instances'])))
nodes = objects.ComputeNodeList.get_all(admin)
unmapped = set(node.host for node in objects.ComputeNodeList.get_all_by_not_mapped(admin, 1))
found['nodes'] = sorted([node.host, len(node.uuid), node.host in unmapped] for node in nodes)
found['pci'] = sorted([device.address, device.parent_addr] for node in nodes
                      for device in objects.PciDeviceList.get_by_compute_node(admin, node.id))
migrations = objects.MigrationList.get_by_filters(admin, {})
found['migrations'] = sorted([m.migration_type, m.status, len(m.uuid)] for m in migrations)
actions = [action for uuid in sorted(found['instances'])
           for action in objects.InstanceActionList.get_by_instance_uuid(admin, uuid)]
found['actions'] = [[a.action, len(objects.InstanceActionEventList.get_by_action(admin, a.id))] for a in actions]
faults = objects.InstanceFaultList.get_by_instance_uuids(admin, list(found['instances']))
found['faults'] = [fault.message for fault in faults]
print(json.dumps(found))
