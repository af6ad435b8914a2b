"""A virt driver whose guests are network namespaces on br-int; they outlive nova-compute, as guests under libvirt do.

compute_driver = netdriver.NetDriver, with the folder above this package's root on PYTHONPATH and the guests' record in the
folder $LAB_DOMAINS. NICs come and go by the commands lab-plug and lab-unplug.
"""
import io
import os
import subprocess

from nova import exception
from nova import image
from nova.compute import power_state
from nova.virt import domains
from nova.virt import fake

FOLDER = os.environ.get('LAB_DOMAINS', '/var/lib/nova/domains')


class NetDriver(fake.FakeDriver):

    def init_host(self, host):
        super(NetDriver, self).init_host(host)
        if not os.path.isdir(FOLDER):
            os.makedirs(FOLDER)
        self._domains = domains.Domains(FOLDER, host)
        for uuid, domain in self._domains.items():
            self.instances[uuid] = fake.FakeInstance(domain['name'], domain['state'], uuid)

    def _plug(self, instance, network_info):
        for vif in network_info or []:
            subnet = vif['network']['subnets'][0]
            address = '%s/%s' % (subnet['ips'][0]['address'], subnet['cidr'].rpartition('/')[2])
            hybrid = (vif.get('details') or {}).get('ovs_hybrid_plug')
            subprocess.check_call(['sudo', 'lab-plug', vif['id'], vif['address'], address,
                                   (subnet.get('gateway') or {}).get('address') or '', instance.uuid,
                                   instance.hostname or instance.display_name, 'bridge' if hybrid else 'tap'])

    def _unplug(self, instance, network_info, operation):
        for vif in network_info or []:
            subprocess.check_call(['sudo', 'lab-unplug', vif['id'], instance.uuid])
            self._note(instance, operation, unplugged=True)

    def _note(self, instance, operation, state=None, started=False, unplugged=False):
        self._domains.note(instance.uuid, instance.display_name, operation, state, started, unplugged)
        if state is not None:
            known = self.instances.setdefault(instance.uuid, fake.FakeInstance(instance.name, state, instance.uuid))
            known.state = state

    def _forget(self, instance):
        self._domains.forget(instance.uuid)
        self.instances.pop(instance.uuid, None)

    def spawn(self, context, instance, image_meta, injected_files, admin_password, allocations, network_info=None,
              *args, **kwargs):
        self._plug(instance, network_info)
        super(NetDriver, self).spawn(context, instance, image_meta, injected_files, admin_password, allocations,
                                     network_info, *args, **kwargs)
        self._note(instance, 'spawn', power_state.RUNNING, started=True)

    def destroy(self, context, instance, network_info, *args, **kwargs):
        self._unplug(instance, network_info, 'destroy')
        super(NetDriver, self).destroy(context, instance, network_info, *args, **kwargs)
        self._forget(instance)

    def snapshot(self, context, instance, image_id, update_task_state):
        super(NetDriver, self).snapshot(context, instance, image_id, update_task_state)
        image.API().update(context, image_id,
                           {'status': 'active', 'disk_format': 'raw', 'container_format': 'bare'},
                           io.BytesIO(b'snapshot of ' + instance.uuid.encode('ascii')))

    def reboot(self, context, instance, network_info, reboot_type, *args, **kwargs):
        if instance.uuid not in self.instances:
            raise exception.InstanceNotFound(instance_id=instance.uuid)
        self._note(instance, 'reboot ' + reboot_type, power_state.RUNNING, started=True)

    def power_off(self, instance, *args, **kwargs):
        super(NetDriver, self).power_off(instance, *args, **kwargs)
        self._note(instance, 'power off', power_state.SHUTDOWN)

    def power_on(self, context, instance, *args, **kwargs):
        super(NetDriver, self).power_on(context, instance, *args, **kwargs)
        self._note(instance, 'power on', power_state.RUNNING, started=True)

    def pause(self, instance):
        self._note(instance, 'pause', power_state.PAUSED)

    def unpause(self, instance):
        self._note(instance, 'unpause', power_state.RUNNING)

    def suspend(self, context, instance):
        self._note(instance, 'suspend', power_state.SUSPENDED)

    def resume(self, context, instance, *args, **kwargs):
        self._note(instance, 'resume', power_state.RUNNING)

    def resume_state_on_host_boot(self, context, instance, *args, **kwargs):
        self._note(instance, 'resume state on host boot', power_state.RUNNING, started=True)

    # Cold migration: the source keeps a stopped domain until the migration is confirmed (the fake driver then calls destroy);
    # the destination's finish_migration calls spawn.
    def migrate_disk_and_power_off(self, context, instance, *args, **kwargs):
        self._note(instance, 'migrate disk and power off', power_state.SHUTDOWN)

    def finish_revert_migration(self, context, instance, network_info, *args, **kwargs):
        self._plug(instance, network_info)
        super(NetDriver, self).finish_revert_migration(context, instance, network_info, *args, **kwargs)
        self._note(instance, 'finish revert migration', power_state.RUNNING, started=True)

    # Live migration: the running domain moves, nothing is started.
    def check_can_live_migrate_source(self, context, instance, dest_check_data, block_device_info=None):
        if instance.uuid not in self.instances:
            raise exception.InstanceNotFound(instance_id=instance.uuid)
        return dest_check_data

    def pre_live_migration(self, context, instance, block_device_info, network_info, disk_info, migrate_data):
        self._plug(instance, network_info)
        return migrate_data

    def post_live_migration_at_source(self, context, instance, network_info):
        self._unplug(instance, network_info, 'live migrated away')
        self._forget(instance)

    def post_live_migration_at_destination(self, context, instance, *args, **kwargs):
        self._note(instance, 'live migrated in', power_state.RUNNING)
