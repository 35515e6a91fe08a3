"""fastcgi -- a minimal FastCGI client that knows when the response was complete.

A web server hides the moment that matters to "the response is not later with the
extension": the END_REQUEST record.  One request a connection, over a unix socket.
"""
import dataclasses
import socket
import struct
import time
import urllib.parse

BEGIN, END, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7
RESPONDER = 1
REQUEST_ID = 1
RECORD_LIMIT = 65535


@dataclasses.dataclass
class Response:
    status: int
    headers: dict              # names in lower case, the last of each
    body: bytes
    stderr: bytes
    first_byte_s: float        # since the request was sent; None if nothing came
    end_s: float               # of END_REQUEST; None if the worker died before it
    app_status: int

    @property
    def complete(self):
        return self.end_s is not None


def request(socket_path, script, uri="/", method="GET", body=b"", params=None, timeout=30.0):
    """Sends one request to `script` (a path) and returns its Response."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout)
        connection.connect(str(socket_path))
        connection.sendall(_encode(_params(script, uri, method, body, params or {}), body))
        return _read(connection, time.monotonic())


def _params(script, uri, method, body, more):
    path, _, query = uri.partition("?")
    return {
        "GATEWAY_INTERFACE": "CGI/1.1", "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_SOFTWARE": "tests",
        "SERVER_NAME": "localhost", "SERVER_ADDR": "127.0.0.1", "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1", "REMOTE_PORT": "1", "HTTP_HOST": "localhost",
        "REQUEST_METHOD": method, "REQUEST_URI": uri, "QUERY_STRING": query,
        "SCRIPT_FILENAME": str(script), "SCRIPT_NAME": urllib.parse.unquote(path), "DOCUMENT_URI": path,
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        **more,
    }


def _encode(params, body):
    pairs = b"".join(_length(name) + _length(value) + name.encode() + value.encode() for name, value in params.items())
    return (_record(BEGIN, struct.pack(">HB5x", RESPONDER, 0)) + _stream(PARAMS, pairs) + _stream(STDIN, body))


def _length(text):
    size = len(text.encode())
    return bytes([size]) if size < 128 else struct.pack(">I", size | 0x80000000)


def _record(kind, content):
    return struct.pack(">BBHHBx", 1, kind, REQUEST_ID, len(content), 0) + content


def _stream(kind, content):
    """The content in records, and the empty record that ends it."""
    parts = [content[at:at + RECORD_LIMIT] for at in range(0, len(content), RECORD_LIMIT)]
    return b"".join(_record(kind, part) for part in parts) + _record(kind, b"")


def _read(connection, started):
    out, errors = bytearray(), bytearray()
    first = end = None
    app_status = -1
    stream = connection.makefile("rb")
    while end is None:
        header = _up_to(stream, 8)
        if len(header) < 8:
            break
        _, kind, _, size, padding = struct.unpack(">BBHHBx", header)
        content = _up_to(stream, size + padding)[:size]
        if kind == STDOUT and content and first is None:
            first = time.monotonic() - started
        if kind == STDOUT:
            out += content
        elif kind == STDERR:
            errors += content
        elif kind == END and len(content) == 8:
            end = time.monotonic() - started
            app_status = struct.unpack(">I4x", content)[0]
    return _response(bytes(out), bytes(errors), first, end, app_status)


def _up_to(stream, size):
    """Less than `size` bytes if the worker died."""
    try:
        return stream.read(size)
    except ConnectionResetError:
        return b""


def _response(out, errors, first, end, app_status):
    head, _, body = out.partition(b"\r\n\r\n")
    headers = {}
    for line in head.decode("latin-1").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    status = int(headers.get("status", "200").split()[0]) if out else 0
    return Response(status, headers, body, errors, first, end, app_status)
