"""faults -- how the stand-in misbehaves when a test asks it to.

A fault takes the place of the service's own answer for the next `times` calls of
one robot.  What it does not name stays as it is: `Fault(delay=2)` only comes late.
"""
import dataclasses
import json

from support import answers


@dataclasses.dataclass
class Fault:
    times: int = 1
    accept: bool = False      # judge the call and keep the message all the same
    errcode: int = None       # a JSON answer with this errcode and errmsg …
    errmsg: str = ""
    preset: str = ""          # … or one of PRESETS …
    body: str = None          # … or this body
    status: int = 200
    content_type: str = "application/json"
    location: str = ""        # a redirect to here; status 302 unless another is named
    delay: float = 0.0        # seconds before anything is answered
    reset: str = ""           # "before": reset unjudged; "after": accept, then reset
    truncate: int = None      # announce the whole body, send so many bytes, close
    date_offset: float = 0.0  # seconds that the Date header is ahead of the service's clock

    def __post_init__(self):
        if self.times < 1 or self.reset not in ("", "before", "after"):
            raise ValueError("times must be above 0, reset empty, before or after")
        if self.preset and self.preset not in PRESETS:
            raise ValueError("preset must be one of " + ", ".join(PRESETS))

    @property
    def judges(self):
        """Is the call judged by the robot's rules first?"""
        return self.accept or self.reset == "after" or not self._answers

    @property
    def _answers(self):
        return (self.errcode is not None or self.preset or self.body is not None or self.location
                or self.status != 200 or self.reset == "before")

    def apply(self, reply):
        """Turns the service's own `reply` into the one that goes out."""
        if self.preset:
            reply.status, reply.content_type, reply.body = PRESETS[self.preset]
        if self.errcode is not None:
            reply.body = json.dumps({"errcode": self.errcode, "errmsg": self.errmsg}, ensure_ascii=False)
        if self.body is not None:
            reply.body = self.body
        if self._answers and not self.preset:
            reply.content_type = self.content_type
            reply.status = self.status
        if self.location:
            reply.status = self.status if self.status != 200 else 302
            reply.headers["Location"] = self.location
        reply.delay, reply.truncate, reply.reset = self.delay, self.truncate, bool(self.reset)
        reply.date_offset += self.date_offset
        return reply


PRESETS = {
    "x5": (200, "application/json", answers.x5()),
    "busy": (200, "application/json", answers.text("busy")),
    "html": (200, "text/html", answers.html("405 Not Allowed")),
    "502": (502, "text/html", answers.html("502 Bad Gateway")),
    "503": (503, "text/html", answers.html("503 Service Temporarily Unavailable")),
}
