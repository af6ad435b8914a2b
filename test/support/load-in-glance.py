# Lists images by Glance's own code as one tenant sees them, as one line of JSON; asked {"server", "glance", "tenant"}.
import json
import sys
import warnings

warnings.simplefilter('ignore')
import eventlet  # noqa: E402
eventlet.monkey_patch()
from oslo_config import cfg  # noqa: E402
from oslo_db import options  # noqa: E402
from glance.common import config  # noqa: E402,F401
from glance import context  # noqa: E402
from glance.db.sqlalchemy import api  # noqa: E402

asked = json.loads(sys.stdin.read())
options.set_defaults(cfg.CONF)
cfg.CONF([], project='glance', default_config_files=[])
cfg.CONF.set_override('connection', 'mysql+pymysql://%s/%s?charset=utf8' % (asked['server'], asked['glance']), 'database')

tenant = context.RequestContext(tenant=asked['tenant'], user='u', roles=['member'], is_admin=False)
images = api.image_get_all(tenant, member_status='all')
print(json.dumps({'images': sorted([image['name'], image['visibility']] for image in images)}))
