"""standin.py SERVICE PORT: stands in for an API of the old control plane, which is not on PyPI (Python 3).

It answers every GET with a version document, so that a client sees a living API until `freeze` stops it.
"""
import http.server
import json
import sys

service, port = sys.argv[1], int(sys.argv[2])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({'service': service, 'release': 'liberty', 'versions': [{'status': 'CURRENT'}]}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


http.server.ThreadingHTTPServer(('10.77.0.2', port), Handler).serve_forever()
