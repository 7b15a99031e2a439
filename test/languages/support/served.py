"""Servers that answer with the request as an application sees it. Usage: served.py KIND; the port is the first line."""

import json
import os
import sys
import threading
from http.server import ThreadingHTTPServer
from socketserver import ThreadingMixIn


def seen(environ):
    """The parts of a request that must not depend on its headers. Falls for every header that applications fall for."""
    override = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE") or environ.get("HTTP_X_HTTP_METHOD")
    prefix = environ.get("HTTP_X_SCRIPT_NAME") or environ.get("HTTP_X_FORWARDED_PREFIX") or ""
    moved = environ.get("HTTP_X_ORIGINAL_URL") or environ.get("HTTP_X_REWRITE_URL")
    return {
        "method": override or environ["REQUEST_METHOD"],
        "path": moved or prefix + environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        "mount": environ.get("SCRIPT_NAME", ""),
        "query": environ.get("QUERY_STRING", ""),
        "host": environ.get("HTTP_HOST"),
        "scheme": environ.get("wsgi.url_scheme"),
        "forwarded": [environ.get("HTTP_X_FORWARDED_" + name) for name in ("FOR", "HOST", "PROTO", "PORT")],
        "caller": [
            environ.get("HTTP_" + name)
            for name in ("X_REAL_IP", "CLIENT_IP", "TRUE_CLIENT_IP", "X_CLIENT_IP", "PROXY", "REMOTE_USER")
        ],
        "remote": environ.get("REMOTE_ADDR"),
    }


def application(environ, start_response):
    body = json.dumps(seen(environ)).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def wsgiref_server():
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(application)
    return server, server.server_port


def cgi_server():
    """RFC 3875 by hand: each header as HTTP_*, everything but letters and digits as an underscore, as Apache writes them."""
    from wsgiref.handlers import BaseCGIHandler
    from http.server import BaseHTTPRequestHandler
    from urllib.parse import unquote
    import io

    class Handler(BaseHTTPRequestHandler):
        def serve(self):
            path, _, query = self.path.partition("?")
            environ = {
                "REQUEST_METHOD": self.command,
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote(path, "latin-1"),
                "QUERY_STRING": query,
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "80",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": self.client_address[0],
            }
            for name, value in self.headers.items():
                key = "".join(c if c.isalnum() else "_" for c in name.upper())
                environ["HTTP_" + key] = value
                # The careless kind of server: a header that is named like a variable becomes the variable.
                if key in ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "REQUEST_METHOD", "REMOTE_USER", "REMOTE_ADDR"):
                    environ[key] = value
            length = int(self.headers.get("Content-Length") or 0)
            output = io.BytesIO()
            handler = BaseCGIHandler(io.BytesIO(self.rfile.read(length)), output, io.StringIO(), environ)
            handler.run(application)
            head, _, body = output.getvalue().partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Status:")]
            self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body)
            self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = serve

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    return server, server.server_port


def waitress_server():
    import waitress

    server = waitress.create_server(
        application,
        host="127.0.0.1",
        port=0,
        trusted_proxy="*",
        trusted_proxy_count=1,
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"},
        clear_untrusted_proxy_headers=False,
    )
    return server, server.effective_port


def gunicorn_server():
    """Trusts its proxy, and takes what its proxy may set: also names with an underscore."""
    from gunicorn.app.base import BaseApplication
    from werkzeug.middleware.proxy_fix import ProxyFix

    class Application(BaseApplication):
        def load_config(self):
            self.cfg.set("bind", "127.0.0.1:0")
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("forwarded_allow_ips", "*")
            self.cfg.set("header_map", "dangerous")
            self.cfg.set("loglevel", "warning")
            self.cfg.set("when_ready", lambda server: print(server.LISTENERS[0].getsockname()[1], flush=True))

        def load(self):
            return ProxyFix(application, x_for=1, x_proto=1, x_host=1, x_port=1, x_prefix=1)

    Application().run()


if __name__ == "__main__":
    # The server ends with the test that started it.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    if sys.argv[1] == "gunicorn":
        gunicorn_server()
    else:
        made = {"wsgiref": wsgiref_server, "cgi": cgi_server, "waitress": waitress_server}[sys.argv[1]]
        server, port = made()
        print(port, flush=True)
        server.run() if sys.argv[1] == "waitress" else server.serve_forever()
