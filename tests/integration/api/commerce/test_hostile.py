"""Whatever is sent, every route answers in the family's shape: never a traceback, never a page, nothing half-done."""

import json
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.api.commerce import PREFIXES
from app.models import Customer, Order
from tests.integration.api.commerce.conftest import Shop
from tests.integration.api.commerce.examples import EXAMPLES, WITH_BODY, WITH_QUERY, Example
from tests.integration.api.commerce.test_sign_in import ADA, failed
from tests.support.api import SANDBOX_KEY, Answer, Family

LONG = "x" * 100_000
NOT_OBJECTS: dict[str, bytes] = {
    "cut off": b'{"a": ',
    "no JSON": b"hello",
    "a form": b"a=1&b=2",
    "an array": b"[1, 2]",
    "a text": b'"text"',
    "null": b"null",
    "a number": b"1",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a lone surrogate": b'{"a": "\\ud800"}',
    "NUL": b'{"a": "\\u0000"}',
    "a NUL in a name": b'{"a\\u0000": 1}',
    "a raw NUL": b'{"a": "\x00"}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a huge number": b'{"a": ' + b"9" * 100_000 + b"}",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "two values": b"{} {}",
}
VALUES: dict[str, str] = {
    "null": "null",
    "true": "true",
    "a number": "1",
    "a negative number": "-1",
    "a fraction": "0.5",
    "too large": "1e400",
    "a huge whole number": "9" * 400,
    "an empty text": '""',
    "a space": '" "',
    "a text": '"x"',
    "a long text": json.dumps(LONG),
    "another alphabet": '"١٢٣٤"',
    "a quote": '"\'; DROP TABLE customer; --"',
    "markup": '"<script>alert(1)</script>"',
    "NUL": '"a\\u0000b"',
    "an array": "[]",
    "an object": "{}",
    "nested": '[{"a": [null]}]',
}


def is_refusal(answer: Answer) -> bool:
    """The family's failure, and nothing else."""
    body = answer.json
    return (
        isinstance(body, dict)
        and list(body) == ["success", "message", "data"]
        and body["success"] is False
        and isinstance(body["message"], str)
        and 0 < len(body["message"]) < 2_000
        and body["data"] in (None, False)
    )


def ask(commerce: Family, example: Example, token: str | None, **changes: Any) -> Answer:
    body = {} if example.body is None else {"body": example.body}
    options: dict[str, Any] = {"query": example.query, **body, **changes}
    return commerce.ask(example.method, example.path, token=token if example.wants_customer else None, **options)


@pytest.mark.parametrize("example", WITH_BODY, ids=lambda e: e.name)
def test_what_is_no_object_is_refused(commerce: Family, john: str, example: Example) -> None:
    for kind, raw in NOT_OBJECTS.items():
        answer = ask(commerce, example, john, body=None, data=raw)

        assert (answer.status, is_refusal(answer)) == (400, True), (kind, answer)


@pytest.mark.parametrize("example", WITH_BODY, ids=lambda e: e.name)
def test_a_strange_value_in_any_field_is_understood_or_refused(commerce: Family, john: str, example: Example) -> None:
    assert example.body is not None
    for name in example.fields:
        rest = json.dumps({k: v for k, v in example.body.items() if k != name})[1:-1]
        for kind, value in VALUES.items():
            raw = "{" + (rest + ", " if rest else "") + f'"{name}": {value}}}'

            answer = ask(commerce, example, john, body=None, data=raw)

            assert answer.status in {200, 400, 401, 404, 409, 429, 503}, (name, kind, answer)
            assert answer.status == 200 or is_refusal(answer), (name, kind, answer)


@pytest.mark.parametrize("example", WITH_QUERY, ids=lambda e: e.name)
def test_a_strange_value_in_any_parameter_is_understood_or_refused(
    commerce: Family, john: str, example: Example
) -> None:
    for name in example.query:
        for value in ("", " ", "-1", "0", "1.5", "9" * 400, "NaN", "\x00", "a\x00b", "x" * 5_000, "%", "[]"):
            answer = ask(commerce, example, john, query={**example.query, name: value})

            assert answer.status in {200, 400, 404}, (name, value, answer)
            assert answer.status == 200 or is_refusal(answer), (name, value, answer)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "path",
    [
        "/api/CustomerProuct/%00",
        "/api/CustomerProuct/%FF",
        "/api/CustomerProuct/..%2f..%2fetc",
        "/api/CustomerProuct/550e8400",
        "/api/CustomerProuct/categories/-1/subcategories",
        "/api/CustomerProuct/categories/99999999999999999999/subcategories",
        "/api/PickUpLocation/state/%00",
        "/api/PickUpLocation/state/" + "x" * 500,
        "/api/customer/nobody",
        "/api//customer/login",
        "/api/customer/login/",
    ],
)
def test_strange_paths(commerce: Family, path: str) -> None:
    answer = commerce.get(path)

    assert answer.status in {400, 404, 405}
    assert is_refusal(answer)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("prefix", PREFIXES)
def test_unknown_addresses_are_answered_by_the_family(commerce: Family, prefix: str) -> None:
    answer = commerce.get(f"{prefix}/there/is/no/such/thing")

    assert (answer.status, answer.json) == (404, failed("Resource not found"))


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("path", sorted({example.path for example in EXAMPLES}))
def test_other_methods_are_refused_with_those_that_work(commerce: Family, path: str) -> None:
    known = {example.method for example in EXAMPLES if example.path == path}

    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known:
        answer = commerce.ask(method, path)
        assert (answer.status, answer.json) == (405, failed("Method not allowed"))
        allowed = {name.strip() for name in answer.headers["Allow"].split(",")}
        assert allowed - {"HEAD", "OPTIONS"} == known


@pytest.mark.parametrize("example", WITH_BODY, ids=lambda e: e.name)
def test_only_json_is_taken(commerce: Family, john: str, example: Example) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = ask(commerce, example, john, body=None, data=json.dumps(example.body), headers={"Content-Type": kind})
        assert (answer.status, answer.json) == (415, failed("Content-Type must be application/json"))


@pytest.mark.usefixtures("shop")
def test_no_content_type_is_asked_for_where_no_body_is_sent(commerce: Family, john: str) -> None:
    assert commerce.delete("/api/customer/cart/clear", token=john).status == 200
    assert commerce.delete("/api/customer/cart/clear", token=john, headers={"Content-Type": "text/plain"}).status == 200
    assert commerce.post("/api/customer/login").json == failed("emailOrPhone is required; password is required")


@pytest.mark.parametrize("example", WITH_BODY, ids=lambda e: e.name)
def test_an_oversized_body_is_refused(commerce: Family, john: str, example: Example) -> None:
    answer = ask(commerce, example, john, body=None, data=b'{"a": "' + b"x" * 1_100_000 + b'"}')

    assert (answer.status, answer.json) == (413, failed("Request body is too large"))


@pytest.mark.usefixtures("shop")
def test_an_oversized_chunked_body_is_refused(client: FlaskClient) -> None:
    response = client.post(
        "/api/customer/login",
        input_stream=BytesIO(b"x" * 1_100_000),
        content_type="application/json",
        headers={"x-api-key": SANDBOX_KEY, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert (response.status_code, response.get_json()) == (413, failed("Request body is too large"))


@pytest.mark.usefixtures("shop")
def test_a_chunked_body_that_would_be_cut_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/customer/login", headers={"x-api-key": SANDBOX_KEY, "Transfer-Encoding": "chunked"})

    assert (response.status_code, response.get_json()) == (411, failed("A Content-Length is required"))


def test_unknown_members_are_ignored(commerce: Family, john: str) -> None:
    body = {"emailOrPhone": "john.doe@example.com", "password": "SecurePass123", "isAdmin": True, "x": 1e300}

    assert commerce.post("/api/customer/login", body).status == 200
    assert commerce.put("/api/customer/update-customer", {"id": 1, "shoppingCardNo": "X"}, token=john).status == 200


def test_refused_requests_leave_nothing_behind(commerce: Family, session: Session, john: str) -> None:
    before = session.scalar(select(func.count()).select_from(Customer))

    for name in ADA:
        commerce.post("/api/customer/register", ADA | {name: ["x"]})
    commerce.post("/api/checkout", {"totalAmount": 1}, token=john)

    assert session.scalar(select(func.count()).select_from(Customer)) == before
    assert session.scalar(select(func.count()).select_from(Order)) == 0


@pytest.mark.usefixtures("shop")
def test_a_crash_is_told_in_the_familys_words(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setitem(client.application.config, "PROPAGATE_CRASHES", False)
    monkeypatch.setattr("app.services.pickup.list_places", broken)

    response = client.get("/api/PickUpLocation", headers={"x-api-key": SANDBOX_KEY})

    assert (response.status_code, response.get_json()) == (500, failed("An unexpected error occurred"))
