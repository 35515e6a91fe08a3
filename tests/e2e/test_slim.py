"""A real Slim 4 application: what its error middleware takes is reported, what the application handles is not."""
import pytest

from e2e import composer


@pytest.fixture(scope="module")
def index():
    return composer.install("slim") / "public" / "index.php"


def reported(house, index, uri, app, **ini):
    """Status of the answer, and (path, class, code, site) of each report."""
    app = f"slim-{app}"
    answer = house.request(index, uri, app=app, ini={f"errnotice.{name}": value for name, value in ini.items()})
    return answer.status, [(e["path"], e["class"], e["code"], e["site"]) for e in house.reports(app)]


@pytest.mark.parametrize("uri, status, expected", [
    ("/fail", 500, [("boundary", "OrderException", "10012", "Orders::fail")]),
    ("/wrapped", 500, [("boundary", "PaymentException", "ORDER_402", "Orders::wrapped")]),
    ("/fail?bare", 500, [("fatal", "OrderException", "10012", "Orders::fail")]),
    ("/wrapped?bare", 500, [("fatal", "PaymentException", "ORDER_402", "Orders::wrapped")]),
    ("/late", 500, [("fatal", "OrderException", "10016", "Orders::{closure}")]),
    ("/handled", 200, []),
    ("/bubble", 409, []),
    ("/unwound", 200, []),
    ("/other", 500, []),
    ("/type", 500, []),
    ("/nowhere", 404, []),
], ids=lambda value: value if isinstance(value, str) else None)
def test_business_codes(house, index, uri, status, expected):
    assert reported(house, index, uri, "codes-" + uri.strip("/").replace("?", "-")) == (status, expected)


def test_a_type_error_that_a_class_names(house, index):
    status, [report] = reported(house, index, "/type", "type", classes="TypeError")
    assert status == 500 and report == ("boundary", "TypeError", "0", "Orders::type")


def test_not_found_is_left_out_where_only_the_star_matches(house, index):
    assert reported(house, index, "/nowhere", "star", codes="*") == (404, [])
    assert reported(house, index, "/fail", "star", codes="*")[1] == \
        [("boundary", "OrderException", "10012", "Orders::fail")]


def test_not_found_is_reported_where_its_code_is_named(house, index):
    _, [report] = reported(house, index, "/nowhere", "named", codes="404")
    assert report[:3] == ("boundary", "Slim\\Exception\\HttpNotFoundException", "404")


def test_without_the_boundary_the_framework_has_handled_it(house, index):
    assert reported(house, index, "/fail", "none", boundaries="") == (500, [])


def test_the_detail_names_request_and_boundary(house, index):
    import json

    reported(house, index, "/wrapped?id=7", "detail")
    [event] = house.reports("slim-detail")
    detail = json.loads(event["detail"])
    assert detail["request"]["method"] == "GET" and detail["request"]["uri"] == "/wrapped?id=7"
    assert "ErrorMiddleware" in detail["caught_by"]
    assert [p["class"] for p in detail["previous"]] == ["RuntimeException"]
    assert detail["trace"][0]["call"] == "Orders::wrapped"
