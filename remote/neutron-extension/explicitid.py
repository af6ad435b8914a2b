"""Lets an administrator choose the id of a new Neutron object: POST with `id` keeps it, without one a fresh id is drawn.

Stock Neutron's database layer honours a given id; only the table of API attributes refuses it. This extension opens that
table, so that neither Neutron nor neutron-lib is patched: put the file into a directory of its own and name that directory
in `api_extensions_path` of neutron.conf, then restart neutron-server. Remove the line again after the upgrade.

Python 2.7 and 3, Neutron Stein. The name of the class is the file's name, capitalised: Neutron finds it by that.
Floating IPs are not among the collections: Neutron always draws their ids itself. So it does for POST of several ports at once.
"""
from neutron.api import extensions as manager
from neutron_lib import exceptions
from neutron_lib.api import extensions
from oslo_context import context
from oslo_utils import uuidutils

ALIAS = 'explicit-id'

COLLECTIONS = (
    'address_scopes',
    'networks',
    'ports',
    'routers',
    'security_group_rules',
    'security_groups',
    'subnetpools',
    'subnets',
)

# No plugin claims this alias, and an extension without a claim is dropped: it speaks for itself.
manager.register_custom_supported_check(ALIAS, lambda: True, plugin_agnostic=True)


def own_id(value):
    """The id that the new object gets; only an administrator's request may bring one.

    Neutron's policy can't tell a drawn id from a given one (it sees the body after this function), and a rule for it would
    have to stand in every deployment's policy file. So the request's own context is asked, which Neutron's keystone
    middleware leaves with the request's green thread. Who brings an id without such a context is refused as well.
    """
    if value is None:
        return uuidutils.generate_uuid()
    request = context.get_current()
    if request is None or not request.is_admin:
        raise exceptions.AdminRequired(reason='only an administrator may choose the id of a new object')
    return value


class Explicitid(extensions.ExtensionDescriptor):
    @classmethod
    def get_name(cls):
        return 'Explicit ids'

    @classmethod
    def get_alias(cls):
        return ALIAS

    @classmethod
    def get_description(cls):
        return 'Administrators may choose the id of a new object'

    @classmethod
    def get_updated(cls):
        return '2026-11-23T00:00:00-00:00'

    def update_attributes_map(self, extended_attributes, extension_attrs_map=None):
        """Called when the attributes of all extensions stand in the table, whose entries are changed in place."""
        for collection in COLLECTIONS:
            attribute = extended_attributes.get(collection, {}).get('id')
            if attribute is not None:
                # Filters of a GET are converted as well, and anybody may ask for an object by its id.
                attribute.update(allow_post=True, default=None, convert_to=own_id, convert_list_to=list,
                                 validate={'type:uuid': None})
