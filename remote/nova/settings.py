"""Prints as JSON what Nova's own code reads of its configuration.

usage: settings.py [OPTION...]      as nova-manage takes them: --config-file, --config-dir; Python 2.7 and 3

The object has the keys brokers (every RabbitMQ of transport_url as host:port, with the reason why it does not answer; null when it
does, none where the transport is another one), filters (those that the scheduler shall use), classes (those that it has; null when they cannot be loaded),
reason (why they cannot), and levels (the pinned versions of [upgrade_levels], by service).
"""
import collections
import json
import os
import socket
import sys
import warnings

warnings.simplefilter('ignore')
from nova import config  # noqa: E402
import nova.conf  # noqa: E402
from nova.scheduler import filters  # noqa: E402
from oslo_messaging import TransportURL  # noqa: E402

CONF = nova.conf.CONF
SECONDS = 5
GREETING = b'AMQP\x00\x00\x09\x01'


def told(error):
    # eventlet has words of its own for what the system says
    return os.strerror(error.errno) if error.errno else str(error)


def silence(host, port):
    """Why a broker does not answer as RabbitMQ does; None when it does."""
    try:
        connection = socket.create_connection((host, port), SECONDS)
    except (OSError, socket.error) as error:
        return told(error)
    try:
        connection.settimeout(SECONDS)
        connection.sendall(GREETING)
        # the first frame is connection.start on channel 0; TLS is greeted by a handshake of its own
        return None if connection.recv(1) in (b'\x01', b'\x15') else 'it does not speak AMQP 0-9-1'
    except (OSError, socket.error) as error:
        return told(error)
    finally:
        connection.close()


def brokers():
    url = TransportURL.parse(CONF)
    if url.transport not in ('rabbit', 'kombu', 'amqp'):
        return {}
    places = [(one.hostname, one.port or 5672) for one in url.hosts if one.hostname]
    # in the order of the file, also by Python 2.7
    return collections.OrderedDict(('%s:%s' % place, silence(*place)) for place in places)


config.parse_args(['nova'] + sys.argv[1:], configure_db=False, init_rpc=False)
found = {'filters': list(CONF.filter_scheduler.enabled_filters), 'classes': None, 'reason': None}
found['levels'] = collections.OrderedDict((name, CONF.upgrade_levels[name]) for name in sorted(CONF.upgrade_levels)
                                          if CONF.upgrade_levels[name] is not None)
try:
    classes = filters.HostFilterHandler().get_matching_classes(CONF.filter_scheduler.available_filters)
    found['classes'] = sorted(set(one.__name__ for one in classes))
except Exception as error:
    found['reason'] = str(error)
found['brokers'] = brokers()
print(json.dumps(found))
