# Serves Placement by Stein's own code, and a Keystone that takes everybody for the administrator. Prints its port.
import json
import SocketServer
import sys
import warnings
from wsgiref import simple_server

warnings.simplefilter('ignore')
sys.argv = sys.argv[:1]
from placement import wsgi  # noqa: E402

placement = wsgi.init_application()


def serve(environ, start):
    if environ['PATH_INFO'] != '/v3/auth/tokens':
        return placement(environ, start)
    endpoints = [{'interface': 'internal', 'region': 'RegionOne', 'url': 'http://%s' % environ['HTTP_HOST']}]
    token = {'catalog': [{'type': 'placement', 'endpoints': endpoints}], 'project': {'id': 'admin'}}
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
