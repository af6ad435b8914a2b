"""Prints as JSON what Nova's own code reads of its configuration.

usage: settings.py [OPTION...]      as nova-manage takes them: --config-file, --config-dir; Python 2.7 and 3

The object has the keys filters (those that the scheduler shall use), classes (those that it has; null when they cannot be loaded),
reason (why they cannot), and levels (the pinned versions of [upgrade_levels], by service).
"""
import json
import sys
import warnings

warnings.simplefilter('ignore')
from nova import config  # noqa: E402
import nova.conf  # noqa: E402
from nova.scheduler import filters  # noqa: E402

CONF = nova.conf.CONF
config.parse_args(['nova'] + sys.argv[1:], configure_db=False, init_rpc=False)
found = {'filters': list(CONF.filter_scheduler.enabled_filters), 'classes': None, 'reason': None}
found['levels'] = {name: CONF.upgrade_levels[name] for name in CONF.upgrade_levels
                   if CONF.upgrade_levels[name] is not None}
try:
    classes = filters.HostFilterHandler().get_matching_classes(CONF.filter_scheduler.available_filters)
    found['classes'] = sorted(set(one.__name__ for one in classes))
except Exception as error:
    found['reason'] = str(error)
print(json.dumps(found))
