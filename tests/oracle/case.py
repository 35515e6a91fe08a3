"""case -- one .phpt of PHP's own suite, read as its run-tests.php reads it."""
import gzip
import pathlib
import re
import zlib

SECTION = re.compile(rb"^--([_A-Z]+)--")
POSTS = ("POST", "POST_RAW", "PUT", "GZIP_POST", "DEFLATE_POST")
DONE = re.compile(rb"^===DONE===\s*$")
# what run-tests.php sets for every test
INI = ["output_handler=", "open_basedir=", "disable_functions=", "output_buffering=Off", "error_reporting=32767",
       "display_errors=1", "display_startup_errors=1", "log_errors=0", "html_errors=0", "track_errors=0",
       "report_memleaks=1", "report_zend_debug=0", "docref_root=", "docref_ext=.html", "error_prepend_string=",
       "error_append_string=", "auto_prepend_file=", "auto_append_file=", "ignore_repeated_errors=0", "precision=14",
       "serialize_precision=-1", "memory_limit=128M", "opcache.fast_shutdown=0", "opcache.file_update_protection=0",
       "opcache.revalidate_freq=0", "opcache.jit_hot_loop=1", "opcache.jit_hot_func=1", "opcache.jit_hot_return=1",
       "opcache.jit_hot_side_exit=1", "zend.assertions=1", "zend.exception_ignore_args=0",
       "zend.exception_string_param_max_len=15", "short_open_tag=0", "opcache.preload_user=root"]


class Unreadable(Exception):
    """No test of the kind that is run here; the text says why."""


class Case:
    def __init__(self, path, name, environment=None, extensions=(), folder=None):
        """The last three are of a test of another folder's that is run again, as PDO's are for each driver."""
        self.path = pathlib.Path(path)
        self.name = name
        self.folder = folder or self.path.parent
        self._sections = _read(self.path)
        self._environment = environment or {}
        self._extensions = list(extensions)
        for kind in ("FILE", "EXPECT", "EXPECTF", "EXPECTREGEX"):
            if external := self._sections.get(f"{kind}_EXTERNAL"):
                self._sections[kind] = (self.path.parent / external.decode().strip()).read_bytes()
        if "FILEEOF" in self._sections:
            self._sections["FILE"] = self._sections["FILEEOF"].rstrip(b"\r\n")

    def bytes(self, section):
        return self._sections.get(section, b"")

    def text(self, section):
        return self.bytes(section).decode("utf-8", "surrogateescape")

    def has(self, section):
        return section in self._sections

    @property
    def extensions(self):
        return [*self.text("EXTENSIONS").split(), *self._extensions]

    @property
    def conflicts(self):
        """Names of what it shares with other tests; `all` is alone."""
        own = self.folder / "CONFLICTS"
        lines = self.text("CONFLICTS").splitlines() + (own.read_text().splitlines() if own.exists() else [])
        return {line.strip() for line in lines if line.strip() and not line.startswith("#")}

    @property
    def is_cgi(self):
        return self.has("CGI") or any(self.bytes(name).strip() for name in (*POSTS, "GET", "COOKIE", "EXPECTHEADERS"))

    @property
    def merges_stderr(self):
        capture = self.text("CAPTURE_STDIO").upper()
        return not capture or ("STDOUT" in capture and "STDERR" in capture)

    def ini(self, temporary):
        """Its own lines of php.ini, to come after INI."""
        text = self.text("INI").replace("{PWD}", str(self.path.parent)).replace("{TMP}", temporary)
        text = re.sub(r"{MAIL:(\S+)}", r"tee \1 >/dev/null", text)
        pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
        return [f"{name.strip()}={value.strip()}" for name, value in pairs]

    def environment(self, script):
        """What it finds in its environment, and the body of its request."""
        kind = next((name for name in POSTS if self.bytes(name).strip()), None)
        env = dict.fromkeys(("REDIRECT_STATUS", "QUERY_STRING", "PATH_TRANSLATED", "SCRIPT_FILENAME", "REQUEST_METHOD",
                             "CONTENT_TYPE", "CONTENT_LENGTH", "TZ"), "")
        env.update(self._environment)
        for line in self.text("ENV").replace("{PWD}", str(self.path.parent)).splitlines():
            name, equals, value = line.strip().partition("=")
            if name and equals:
                env[name] = value
        env["REDIRECT_STATUS"] = "1"
        env["QUERY_STRING"] = env["QUERY_STRING"] or self.text("GET").strip()
        env["PATH_TRANSLATED"] = env["PATH_TRANSLATED"] or str(script)
        env["SCRIPT_FILENAME"] = env["SCRIPT_FILENAME"] or str(script)
        env["HTTP_COOKIE"] = self.text("COOKIE").strip()
        if not kind:
            env.update(REQUEST_METHOD="GET", CONTENT_TYPE="", CONTENT_LENGTH="")
            return env, None
        body = self._body(kind, env)
        env["REQUEST_METHOD"] = "PUT" if kind == "PUT" else "POST"
        env["CONTENT_LENGTH"] = env["CONTENT_LENGTH"] if kind == "POST" and env["CONTENT_LENGTH"] else str(len(body))
        return env, body

    def _body(self, kind, env):
        body = self.bytes(kind).strip()
        if kind in ("POST_RAW", "PUT"):
            kept = []
            for line in body.split(b"\n"):
                if not env["CONTENT_TYPE"] and line.lower().startswith(b"content-type:"):
                    env["CONTENT_TYPE"] = line[len("content-type:"):].strip().decode()
                else:
                    kept.append(line)
            return b"\n".join(kept)
        env["CONTENT_TYPE"] = env["CONTENT_TYPE"] or "application/x-www-form-urlencoded"
        if kind == "GZIP_POST":
            env["HTTP_CONTENT_ENCODING"] = "gzip"
            return gzip.compress(body)
        if kind == "DEFLATE_POST":
            env["HTTP_CONTENT_ENCODING"] = "deflate"
            return zlib.compress(body)
        return body


def _read(path):
    """{section: bytes}."""
    sections, name, done = {}, None, False
    for line in path.read_bytes().splitlines(keepends=True):
        if match := SECTION.match(line):
            name, done = match[1].decode(), False
            sections[name] = b""
            continue
        if name is None:
            raise Unreadable("does not begin with a section")
        if not done:
            sections[name] += line
        done = done or (name.startswith("FILE") and bool(DONE.match(line)))
    if not any(kind in sections for kind in ("FILE", "FILEEOF", "FILE_EXTERNAL", "REDIRECTTEST")):
        raise Unreadable("has no code")
    return sections
