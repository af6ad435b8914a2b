# Stein's Neutron in this process, on a database of its own: what its API answers to each POST, as one line of JSON.
# What it is asked for is one JSON object {"server", "neutron", "extension", "posts": [[collection, resource, fields]]}; `server` is
# user:password@host:port, `extension` the text of ours that allows ids. What was created stays.
import json
import os
import shutil
import sys
import tempfile
import warnings

warnings.simplefilter('ignore')
import eventlet  # noqa: E402
eventlet.monkey_patch()
from neutron.common import config  # noqa: E402
from neutron.pecan_wsgi import app as pecan_app  # noqa: E402
import webob  # noqa: E402

from neutron_lib import context  # noqa: E402

asked = json.loads(sys.stdin.read())
place = tempfile.mkdtemp()
try:
    with open(os.path.join(place, 'explicitid.py'), 'w') as extension:
        extension.write(asked['extension'])
    path = os.path.join(place, 'neutron.conf')
    with open(path, 'w') as conf:
        conf.write('''
[DEFAULT]
transport_url = fake://
core_plugin = ml2
service_plugins = router
api_extensions_path = %(place)s
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
[database]
connection = mysql+pymysql://%(server)s/%(neutron)s?charset=utf8
[ml2]
type_drivers = flat,vlan,vxlan
tenant_network_types =
mechanism_drivers = openvswitch
extension_drivers = port_security
[ml2_type_flat]
flat_networks = physnet1
[ml2_type_vlan]
network_vlan_ranges = physnet1
[quotas]
default_quota = -1
quota_network = -1
quota_subnet = -1
quota_port = -1
quota_security_group = -1
quota_security_group_rule = -1
''' % dict(asked, place=place))
    config.init(['--config-file', path], default_config_files=[])
    app = pecan_app.v2_factory(None)
finally:
    shutil.rmtree(place)
# The extension asks whose request it is.
context.get_admin_context().update_store()


def post(collection, resource, fields):
    request = webob.Request.blank('/%s.json' % collection, method='POST', content_type='application/json',
                                  body=json.dumps({resource: fields}))
    response = request.get_response(app)
    body = json.loads(response.body) if response.body else {}
    return {'status': response.status_int, 'object': body.get(resource), 'error': body.get('NeutronError', {}).get('message')}


print(json.dumps([post(*one) for one in asked['posts']]))
