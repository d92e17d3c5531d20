"""Every route and who may ask it, measured: the list beside this file is what a reviewer reads.

A stranger asks each route, then a third party with a key but without a customer. What opens is written down:

    open      anybody
    customer  a signed-in customer (the stranger is sent to sign in)
    staff     a signed-in member of staff
    key       an API key
    token     a customer's token beside the key

After a change that is meant: SOUK_RECORD=1 python -m pytest tests/system/test_routes.py
"""

import os
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, BaseConverter, Rule

from tests.factories import make_api_key, make_platform
from tests.support.pages import PageClient

RECORD = Path(__file__).parent / "routes.txt"
SAMPLES = {"IntegerConverter": 1, "UUIDConverter": UUID(int=1), "PathConverter": "a/b.svg"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def test_routes_and_who_may_ask_them(app: Flask, session: Session) -> None:
    key = make_api_key(session, make_platform(session))
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]

    measured = sorted(
        f"{method:6} {rule.rule} {_guard(app, rule, method, key)}"
        for rule in rules
        for method in METHODS
        if method in (rule.methods or ())
    )

    if os.environ.get("SOUK_RECORD"):
        RECORD.write_text("\n".join(measured) + "\n")
    assert measured == RECORD.read_text().splitlines()


def _guard(app: Flask, rule: Rule, method: str, key: str) -> str:
    values = {name: _sample(rule._converters[name]) for name in rule.arguments}
    path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    if path.startswith("/api/"):
        return _family_guard(app.test_client(), path, method, key)
    visitor = PageClient(app)
    form = {"csrf_token": visitor.csrf_token()} if method != "GET" else None
    answer = visitor.client.open(path, method=method, data=form)
    target = answer.headers.get("Location", "").split("?")[0]
    if answer.status_code in {302, 303} and target.endswith("/sign-in"):
        return "staff" if target.startswith("/staff") else "customer"
    return "staff" if answer.status_code == 401 else "open"


def _sample(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return SAMPLES.get(type(converter).__name__, "x")


def _family_guard(client: FlaskClient, path: str, method: str, key: str) -> str:
    body: dict[str, str] | None = None if method == "GET" else {}
    if client.open(path, method=method, json=body).status_code != 401:
        return "open"
    return (
        "token" if client.open(path, method=method, json=body, headers={"x-api-key": key}).status_code == 401 else "key"
    )
