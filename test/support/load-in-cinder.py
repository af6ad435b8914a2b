# Loads imported rows by Cinder's own code and prints what it sees as one line of JSON; asked as `load-in-stein.py`.
import json
import sys
import warnings

warnings.simplefilter('ignore')
import eventlet  # noqa: E402
eventlet.monkey_patch()
from oslo_config import cfg  # noqa: E402
from oslo_db import options  # noqa: E402
from cinder import context, db, objects  # noqa: E402
from cinder.common import config  # noqa: E402,F401
from cinder.objects import fields  # noqa: E402

asked = json.loads(sys.stdin.read())
options.set_defaults(cfg.CONF)
cfg.CONF([], project='cinder', default_config_files=[])
cfg.CONF.set_override('connection', 'mysql+pymysql://%s/%s?charset=utf8' % (asked['server'], asked['cinder']), 'database')
objects.register_all()
admin = context.get_admin_context()

volumes = objects.VolumeList.get_all(admin)
print(json.dumps({
    'volumes': sorted([v.display_name, v.host, v.service_uuid, v.shared_targets] for v in volumes),
    'types': sorted(t['name'] for t in db.volume_type_get_all(admin).values()),
    'snapshots': sorted(s.display_name for s in objects.SnapshotList.get_all(admin, {})),
    'backups': [[b.display_name, b.host, b.data_timestamp is not None] for b in objects.BackupList.get_all(admin)],
    'transfers': [[t['display_name'], t['source_project_id']] for t in db.transfer_get_all(admin)],
    'classQuotas': db.quota_class_get_defaults(admin),
    'choices': {
        'attachStatus': fields.VolumeAttachStatus.ALL,
        'snapshotStatus': fields.SnapshotStatus.ALL,
        'backupStatus': fields.BackupStatus.ALL,
        'consumer': fields.QoSConsumerValues.ALL,
    },
}))
