"""Prints as JSON which message brokers of a service's configuration answer.

usage: brokers.py FILE...      Python 2.7 and 3

The last transport_url of the files counts. The object has the keys answering and silent: addresses as host:port, silent ones with
their reason; both empty when the transport is not RabbitMQ, null when no file has a transport_url.
"""
import json
import re
import socket
import sys

SECONDS = 5
PORT = '5672'
GREETING = b'AMQP\x00\x00\x09\x01'


def transport_url(paths):
    found = None
    for path in paths:
        try:
            with open(path) as source:
                text = source.read()
        except IOError:
            continue
        for match in re.finditer(r'^\s*transport_url\s*=\s*(\S+)', text, re.MULTILINE):
            found = match.group(1)
    return found


def brokers(url):
    match = re.match(r'^(rabbit|kombu|amqp)://([^/]*)', url)
    names = [part.rpartition('@')[2] for part in match.group(2).split(',')] if match else []
    return [name if re.search(r':\d+$', name) else '%s:%s' % (name, PORT) for name in names if name]


def greet(name):
    host, _, port = name.rpartition(':')
    connection = socket.create_connection((host.strip('[]'), int(port)), SECONDS)
    try:
        connection.settimeout(SECONDS)
        connection.sendall(GREETING)
        # the first frame is connection.start on channel 0; a broker that will not have us says AMQP
        if connection.recv(1) != b'\x01':
            raise IOError('no AMQP 0-9-1')
    finally:
        connection.close()


def main(paths):
    url = transport_url(paths)
    if url is None:
        return {'answering': None, 'silent': None}
    answering, silent = [], []
    for name in brokers(url):
        try:
            greet(name)
            answering.append(name)
        except (IOError, OSError, ValueError) as error:
            silent.append('%s: %s' % (name, error))
    return {'answering': answering, 'silent': silent}


print(json.dumps(main(sys.argv[1:])))
