"""Cinder's own test driver, with its pool under the backend's name, as Ceph's driver has it (Ceph is not in the lab)."""
from cinder.tests import fake_driver


class RbdStandIn(fake_driver.FakeLoggingVolumeDriver):
    def _update_volume_stats(self):
        self.backend_name = self.configuration.safe_get('volume_backend_name')
        super(RbdStandIn, self)._update_volume_stats()
