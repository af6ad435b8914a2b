"""A virt driver whose guests are network namespaces on br-int; they outlive nova-compute, as guests under libvirt do.

compute_driver = netdriver.NetDriver, with the folder above this package's root on PYTHONPATH and the guests' record in the
folder $LAB_DOMAINS. NICs come and go by the commands lab-plug and lab-unplug, the guests' processes by lab-guest.
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
        self._refresh()

    # The record is the hypervisor: virsh changes it, too.
    def _refresh(self):
        record = self._domains.all()
        self.instances = dict((uuid, fake.FakeInstance(domain['domain'], domain['state'], uuid))
                              for uuid, domain in record.items())
        return record

    def list_instances(self):
        self._refresh()
        return super(NetDriver, self).list_instances()

    def list_instance_uuids(self):
        self._refresh()
        return super(NetDriver, self).list_instance_uuids()

    def get_info(self, instance, *args, **kwargs):
        self._refresh()
        return super(NetDriver, self).get_info(instance, *args, **kwargs)

    def _plug(self, instance, network_info):
        nics = []
        for vif in network_info or []:
            subnet = vif['network']['subnets'][0]
            address = '%s/%s' % (subnet['ips'][0]['address'], subnet['cidr'].rpartition('/')[2])
            plug = 'bridge' if (vif.get('details') or {}).get('ovs_hybrid_plug') else 'tap'
            subprocess.check_call(['sudo', 'lab-plug', vif['id'], vif['address'], address,
                                   (subnet.get('gateway') or {}).get('address') or '', instance.uuid,
                                   instance.hostname or instance.display_name, plug])
            nics.append({'port': vif['id'], 'mac': vif['address'], 'plug': plug})
        self._note(instance, 'plug', nics=nics)

    def _unplug(self, instance, network_info, operation):
        if instance.uuid in self._refresh():
            self._guest('stop', instance)
        for vif in network_info or []:
            subprocess.check_call(['sudo', 'lab-unplug', vif['id'], instance.uuid])
            self._note(instance, operation, unplugged=True)

    @staticmethod
    def _guest(verb, instance):
        subprocess.check_call(['sudo', 'lab-guest', verb, instance.uuid])

    def _note(self, instance, operation, state=None, **more):
        self._domains.note(instance.uuid, operation, state, name=instance.display_name, domain=instance.name, **more)
        self._refresh()

    def _start(self, instance, operation):
        self._guest('start', instance)
        self._note(instance, operation, power_state.RUNNING, started=True)

    def _stop(self, instance, operation, state=power_state.SHUTDOWN):
        if instance.uuid not in self._refresh():
            raise exception.InstanceNotFound(instance_id=instance.uuid)
        self._guest('stop', instance)
        self._note(instance, operation, state, stopped=True)

    def _forget(self, instance):
        self._domains.forget(instance.uuid)
        self._refresh()

    def spawn(self, context, instance, image_meta, injected_files, admin_password, allocations, network_info=None,
              *args, **kwargs):
        self._plug(instance, network_info)
        super(NetDriver, self).spawn(context, instance, image_meta, injected_files, admin_password, allocations,
                                     network_info, *args, **kwargs)
        self._start(instance, 'spawn')

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
        self._stop(instance, 'reboot ' + reboot_type)
        self._start(instance, 'started again')

    def power_off(self, instance, *args, **kwargs):
        self._stop(instance, 'power off')

    def power_on(self, context, instance, *args, **kwargs):
        self._start(instance, 'power on')

    def pause(self, instance):
        self._guest('pause', instance)
        self._note(instance, 'pause', power_state.PAUSED)

    def unpause(self, instance):
        self._guest('resume', instance)
        self._note(instance, 'unpause', power_state.RUNNING)

    # libvirt saves the guest's memory and ends it.
    def suspend(self, context, instance):
        self._stop(instance, 'suspend', power_state.SUSPENDED)

    def resume(self, context, instance, *args, **kwargs):
        self._start(instance, 'resume')

    def resume_state_on_host_boot(self, context, instance, *args, **kwargs):
        self._start(instance, 'resume state on host boot')

    # Cold migration: the source keeps a stopped domain until the migration is confirmed (the fake driver then calls destroy);
    # the destination's finish_migration calls spawn.
    def migrate_disk_and_power_off(self, context, instance, *args, **kwargs):
        self._stop(instance, 'migrate disk and power off')

    def finish_revert_migration(self, context, instance, network_info, *args, **kwargs):
        self._plug(instance, network_info)
        super(NetDriver, self).finish_revert_migration(context, instance, network_info, *args, **kwargs)
        self._start(instance, 'finish revert migration')

    # Live migration: the running domain moves, nothing is started.
    def check_can_live_migrate_source(self, context, instance, dest_check_data, block_device_info=None):
        if instance.uuid not in self._refresh():
            raise exception.InstanceNotFound(instance_id=instance.uuid)
        return dest_check_data

    def pre_live_migration(self, context, instance, block_device_info, network_info, disk_info, migrate_data):
        self._plug(instance, network_info)
        return migrate_data

    def post_live_migration_at_source(self, context, instance, network_info):
        self._unplug(instance, network_info, 'live migrated away')
        self._forget(instance)

    def post_live_migration_at_destination(self, context, instance, *args, **kwargs):
        self._guest('start', instance)
        self._note(instance, 'live migrated in', power_state.RUNNING)
