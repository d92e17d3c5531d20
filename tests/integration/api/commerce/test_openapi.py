"""The OpenAPI document: valid, and the same as what is registered and what is answered."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.api.commerce import commerce as family
from tests.integration.api.commerce.examples import EXAMPLES, FOR_CUSTOMERS, WITH_BODY, Example
from tests.integration.api.commerce.test_hostile import ask
from tests.support.api import Answer, Family

ADDRESS = "/developers/openapi/commerce.json"


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    response = app.test_client().get(ADDRESS)
    assert (response.status_code, response.content_type) == (200, "application/json")
    found: dict[str, Any] = response.get_json()
    return found


def described(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def operation_of(document: dict[str, Any], example: Example) -> dict[str, Any]:
    return next(op for _m, _p, op in described(document) if op["operationId"] == f"commerce_{example.name}")


def fits(value: object, schema: dict[str, Any], document: dict[str, Any]) -> None:
    whole = {**schema, "components": document["components"]}
    OAS31Validator(whole, format_checker=oas31_format_checker).validate(value)


def check(document: dict[str, Any], example: Example, answer: Answer) -> None:
    """The status is documented, and the body fits its schema."""
    responses = operation_of(document, example)["responses"]
    assert str(answer.status) in responses, (example.name, answer.status)
    schema = responses[str(answer.status)]["content"]["application/json"]["schema"]
    fits(answer.json, schema, document)


def test_it_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1")


def test_it_holds_every_route_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    registered = {
        (method, re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("commerce.") and rule.endpoint != "commerce.openapi"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(method, path) for method, path, _operation in described(document)} == registered
    assert len(registered) == len(family.operations)


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _method, _path, operation in described(document)]

    assert len(names) == len(set(names))


def test_security_says_what_is_asked_for(document: dict[str, Any]) -> None:
    for example in EXAMPLES:
        schemes = ("apiKey", "bearer") if example.wants_customer else ("apiKey",)
        assert operation_of(document, example)["security"] == [{scheme: [] for scheme in schemes}]


def test_what_is_refused_in_the_document_is_refused_by_the_schema_alone(document: dict[str, Any]) -> None:
    register = document["components"]["schemas"]["RegisterIn"]

    assert register["required"] == [
        "firstName",
        "lastName",
        "emailAddress",
        "phoneNumber",
        "password",
        "transactionPin",
    ]
    assert register["properties"]["firstName"] == {"type": "string", "minLength": 1, "maxLength": 100}
    assert register["properties"]["transactionPin"] == {"type": "string", "pattern": "^[0-9]{4,4}$"}
    assert register["properties"]["emailAddress"] == {"type": "string", "maxLength": 255, "format": "email"}
    quantity = document["components"]["schemas"]["AddToCartIn"]["properties"]["quantity"]
    assert quantity == {"type": "integer", "minimum": 1, "maximum": 1_000_000}
    total = document["components"]["schemas"]["CheckoutIn"]["properties"]["totalAmount"]
    assert total == {"type": "number", "minimum": 0.01, "maximum": 999_999_999_999}


def test_every_body_comes_with_the_documents_example(document: dict[str, Any]) -> None:
    for example in WITH_BODY:
        schema = operation_of(document, example)["requestBody"]["content"]["application/json"]["schema"]
        model = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        assert model["examples"], example.name
        fits(model["examples"][0], model, document)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_replies_are_as_documented(commerce: Family, document: dict[str, Any], john: str, example: Example) -> None:
    check(document, example, ask(commerce, example, john))
    check(document, example, ask(commerce, example, john, key=None))


@pytest.mark.parametrize("example", FOR_CUSTOMERS, ids=lambda e: e.name)
def test_replies_to_nobody_are_as_documented(commerce: Family, document: dict[str, Any], example: Example) -> None:
    check(document, example, ask(commerce, example, None))


@pytest.mark.parametrize("example", WITH_BODY, ids=lambda e: e.name)
def test_refusals_of_bodies_are_as_documented(
    commerce: Family, document: dict[str, Any], john: str, example: Example
) -> None:
    for changes in (
        {"data": b"[]"},
        {"data": b"{}", "headers": {"Content-Type": "text/plain"}},
        {"data": b'"' + b"x" * 1_100_000 + b'"'},
    ):
        check(document, example, ask(commerce, example, john, body=None, **changes))
