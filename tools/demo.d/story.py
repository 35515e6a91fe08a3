"""story -- what happens in the shop during the demo, and what should come of it.

Each act says what the customer did, what the shop threw, and whether errnotice
should report it.  The demo compares this with what the store really counted.
"""
import dataclasses
import json

CODES = "10000-10999, 30001, E_ERROR"
IGNORED = "10099"

# code: (title in the team's dictionary, severity)
DICTIONARY = {
    "10012": ("下单失败：已售罄", "error"),
    "10031": ("支付失败", "critical"),
    "30001": ("邮件发送失败", "warning"),
    "E_ERROR": ("PHP 致命错误", "critical"),
}


@dataclasses.dataclass
class Act:
    who: str                   # what the customer (or the queue) did
    thrown: str                # class and code, as a developer would say it; empty: all went well
    code: str                  # what is counted under, empty if nothing is
    why: str                   # why it is reported, or why not
    method: str = "GET"
    path: str = ""             # empty: a job of the queue worker
    body: bytes = b""
    content_type: str = "application/json"
    status: int = 500          # what the customer gets; for a worker its exit status
    times: int = 1
    seen: list = dataclasses.field(default_factory=list)  # statuses that were really given


def _order(item):
    return json.dumps({"item": item}).encode()


ACTS = [
    Act("orders tea", "", "", "", "POST", "/orders", _order("TEA-7"), status=201),
    Act("orders a cup that is sold out", "ShopException 10012", "10012",
        "nobody handled it (only Slim's ErrorMiddleware), and 10012 is in errnotice.codes", "POST", "/orders",
        _order("CUP-1")),
    Act("pays, and the bank refuses", "RuntimeException 0 ← ShopException 10031", "10031",
        "the code is in the chain of previous exceptions", "POST", "/orders/4711/payment", b"{}"),
    Act("cancels too late", "ShopException 10099", "", "10099 is in errnotice.ignore_codes", "DELETE",
        "/orders/4711"),
    Act("uploads a huge picture", "ShopException 20007", "", "20007 is not in errnotice.codes", "POST", "/images",
        b"\xff" * 100_000, "image/jpeg"),
    Act("redeems an old coupon", "ShopException 10045", "",
        "the controller handled it (10045 would be in errnotice.codes)", "POST", "/coupons/SUMMER", b"{}",
        status=422),
    Act("searches", "Error 0: undefined function", "", "it has no code, and errnotice.codes does not say *", "GET",
        "/search?q=tea"),
    Act("opens a page that is not there", "HttpNotFoundException 404", "", "404 is not in errnotice.codes", "GET",
        "/nothing", status=404),
    Act("asks for the year's report", "fatal: memory limit", "E_ERROR", "E_ERROR is in errnotice.codes", "GET",
        "/reports/year"),
    Act("two mails in the queue, the second fails", "ShopException 30001", "30001",
        "nobody handled it: the worker died of it", status=255),
    Act("25 more want the sold out cup", "ShopException 10012", "10012", "counted one by one, told in few messages",
        "POST", "/orders", _order("CUP-1"), times=25),
]

JOBS = [{"to": "li@shop.example", "text": "thank you"}, {"to": "wang@down.example", "text": "thank you"}]


def expected_counts(acts=None):
    """Errors by code, as the store should have them."""
    counts = {}
    for act in acts or ACTS:
        if act.code:
            counts[act.code] = counts.get(act.code, 0) + act.times
    return counts
