"""The family's OpenAPI document: valid, and the same as what is registered and answered."""

import re
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy.orm import Session

from app.api._kit.operation import Needs
from app.api.dining import dining as family
from app.domain.reservations import WaitingKind
from tests.factories import make_reservation, make_waiting
from tests.integration.api.dining.conftest import Group
from tests.support.api import SANDBOX_KEY, Family


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    response = app.test_client().get("/developers/openapi/dining.json")
    assert (response.status_code, response.content_type) == (200, "application/json")
    found: dict[str, Any] = response.get_json()
    return found


def test_it_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_it_holds_every_route_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    registered = {
        (method.lower(), re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("dining.") and rule.endpoint != "dining.openapi"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(method, path) for path, methods in document["paths"].items() for method in methods} == registered
    assert len(registered) == len(family.operations)


def test_security_says_what_is_asked_for(document: dict[str, Any]) -> None:
    schemes: dict[Needs, list[dict[str, list[str]]]] = {
        Needs.KEY: [{"apiKey": []}],
        Needs.NOTHING: [{}, {"apiKey": []}, {"staffSession": []}],
        Needs.KEY_OR_STAFF: [{"apiKey": []}, {"staffSession": []}],
    }
    for operation in family.operations:
        shown = document["paths"][operation.path][operation.method.lower()]
        assert shown["security"] == schemes[operation.needs], operation.name


def test_replies_are_as_documented(dining: Family, document: dict[str, Any], group: Group, session: Session) -> None:
    make_reservation(session, branch=group.branch, customer=group.john)
    for kind in WaitingKind:
        make_waiting(session, branch=group.branch, customer=group.john, kind=kind)
    session.commit()

    for operation in family.operations:
        if operation.method != "GET":
            continue
        answers = {key: dining.get(operation.path, key=key) for key in (SANDBOX_KEY, None, "wrong")}
        for answer in answers.values():
            shown = document["paths"][operation.path]["get"]["responses"][str(answer.status)]
            schema = shown["content"]["application/json"]["schema"]
            whole = {**schema, "components": document["components"]}
            OAS31Validator(whole, format_checker=oas31_format_checker).validate(answer.json)
