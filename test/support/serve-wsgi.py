# Serves MODULE:FACTORY by Stein's own code on loopback; prints its port. With TYPE besides, it takes everybody for the administrator and
# itself for the endpoint of that type: for an API without a Keystone.
import importlib
import json
import SocketServer
import sys
import warnings
from wsgiref import simple_server

warnings.simplefilter('ignore')
(module, factory), catalog = sys.argv[1].split(':'), sys.argv[2:]
# The factories read sys.argv as if it were their own.
sys.argv = sys.argv[:1]
application = getattr(importlib.import_module(module), factory)()


def serve(environ, start):
    if not catalog or environ['PATH_INFO'] != '/v3/auth/tokens':
        return application(environ, start)
    endpoints = [{'interface': 'internal', 'region': 'RegionOne', 'url': 'http://%s' % environ['HTTP_HOST']}]
    token = {'catalog': [{'type': catalog[0], 'endpoints': endpoints}], 'project': {'id': 'admin'}}
    start('201 Created', [('X-Subject-Token', 'admin'), ('Content-Type', 'application/json')])
    return [json.dumps({'token': token})]


class Server(SocketServer.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Handler(simple_server.WSGIRequestHandler):
    def address_string(self):
        return self.client_address[0]

    def log_message(self, *args):
        pass


server = simple_server.make_server('127.0.0.1', 0, serve, Server, Handler)
print(server.server_port)
sys.stdout.flush()
server.serve_forever()
