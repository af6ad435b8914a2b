"""serve.py MODULE:FACTORY PORT: a threaded wsgiref in front of one of Stein's WSGI factories (Python 2.7).

Not waitress: Keystone's 204 answers carry a Content-Length, upon which waitress drops the connection.
"""
import importlib
import SocketServer
import sys
from wsgiref import simple_server

module, factory = sys.argv[1].split(':')
port = int(sys.argv[2])
# The factories read sys.argv as if it were their own.
sys.argv = sys.argv[:1]
application = getattr(importlib.import_module(module), factory)()


class Server(SocketServer.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Handler(simple_server.WSGIRequestHandler):
    def address_string(self):
        return self.client_address[0]

    def log_message(self, *args):
        pass


simple_server.make_server('10.77.0.2', port, application, Server, Handler).serve_forever()
