"""A real Slim 4 application: what its error middleware takes is reported, what the application handles is not."""
import json

import pytest

from e2e import composer
from e2e.application import Application


@pytest.fixture(scope="module")
def slim(house):
    return Application(house, "slim", composer.install("slim"))


HTTP = {
    "/fail": (500, [("boundary", "OrderException", "10012", "Orders::fail")]),
    "/wrapped": (500, [("boundary", "PaymentException", "ORDER_402", "Orders::wrapped")]),
    "/fail?bare": (500, [("fatal", "OrderException", "10012", "Orders::fail")]),
    "/wrapped?bare": (500, [("fatal", "PaymentException", "ORDER_402", "Orders::wrapped")]),
    "/late": (500, [("fatal", "OrderException", "10016", "Orders::{closure}")]),
    "/handled": (200, []),
    # handled, but not for the client
    "/apologised": (503, [("response", "OrderException", "10048", "Orders::apologised")]),
    "/bubble": (409, []),
    "/unwound": (200, []),
    "/other": (500, []),
    "/type": (500, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(slim, uri):
    outcome = slim.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


def test_a_type_error_that_a_class_names(slim):
    outcome = slim.get("/type", classes="TypeError")
    assert (outcome.status, outcome.reports) == (500, [("boundary", "TypeError", "0", "Orders::type")])


def test_not_found_is_left_out_where_only_the_star_matches(slim):
    outcome = slim.get("/nowhere", codes="*")
    assert (outcome.status, outcome.reports) == (404, [])
    assert slim.get("/fail", codes="*").reports == [("boundary", "OrderException", "10012", "Orders::fail")]


def test_not_found_is_reported_where_its_code_is_named(slim):
    [report] = slim.get("/nowhere", codes="404").reports
    assert report[:3] == ("boundary", "Slim\\Exception\\HttpNotFoundException", "404")


def test_without_the_boundary_it_is_the_failed_answer_that_tells(slim):
    outcome = slim.get("/fail", boundaries="")
    assert (outcome.status, outcome.reports) == (500, [("response", "OrderException", "10012", "Orders::fail")])
    assert "ErrorMiddleware" in json.loads(outcome.events[0]["detail"])["caught_by"]


def test_the_detail_names_request_and_boundary(slim):
    [event] = slim.get("/wrapped?id=7").events
    detail = json.loads(event["detail"])
    assert detail["request"]["method"] == "GET" and detail["request"]["uri"] == "/wrapped?id=7"
    assert "ErrorMiddleware" in detail["caught_by"]
    assert [p["class"] for p in detail["previous"]] == ["RuntimeException"]
    assert detail["trace"][0]["call"] == "Orders::wrapped"
