"""application -- a framework's application in the house: what it was asked, what became of it, what was reported."""
import collections
import re

# status: of the answer, or the exit status; reports: (path, class, code, site) of each, sorted;
# events: the same in full, oldest first; text: what the client or the terminal saw
Outcome = collections.namedtuple("Outcome", "status reports events text")

NAME_LIMIT = 64  # of the contract


class Application:
    """`folder`: where Composer put it; `index` and `console`: its two ways in; `variables`: for both of them."""

    def __init__(self, house, name, folder, index="public/index.php", console=None, variables=None):
        self._house = house
        self._name = name
        self.folder = folder
        self._index = index
        self._console = console
        self._variables = variables or {}
        self._asked = 0

    def get(self, uri, script=None, params=None, **ini):
        """A request through php-fpm; `ini`: directives without their prefix."""
        app = self._next(uri)
        script = self.folder / (script or self._index)
        answer = self._house.request(script, uri, app=app, ini=prefixed(ini),
                                     params={"SCRIPT_NAME": f"/{script.name}", **self._variables, **(params or {})})
        return self._outcome(app, answer.status, answer.body)

    def run(self, *arguments, env=None, **ini):
        """The console with these arguments."""
        app = self._next(" ".join(arguments))
        done = self._house.cli(self.folder / self._console, *arguments, app=app, ini=prefixed(ini),
                               env={**self._variables, **(env or {})}, cwd=self.folder)
        return self._outcome(app, done.returncode, done.stdout + done.stderr)

    def _next(self, words):
        """A name that nobody had before, so that only this one's reports are found under it."""
        self._asked += 1
        return f"{self._name}-{self._asked}-{re.sub('[^a-z0-9]+', '-', words.lower())}"[:NAME_LIMIT - len("-sentinel")]

    def _outcome(self, app, status, text):
        events = self._house.reports(app)
        assert self._house.total(app) == len(events)
        reports = sorted((event["path"], event["class"], event["code"], event["site"]) for event in events)
        return Outcome(status, reports, events, text.decode("utf-8", "replace"))


def prefixed(ini):
    return {f"errnotice.{name}": value for name, value in ini.items()}
