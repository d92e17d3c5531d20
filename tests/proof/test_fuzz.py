"""Thousands of generated requests to both families: no crash, and never an answer the documents do not know."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.api._kit.operation import Operation
from app.api.commerce import commerce
from app.api.dining import dining
from tests.support.api import SANDBOX_KEY, ApiClient
from tests.support.application import running_app
from tests.support.database import Databases

pytestmark = pytest.mark.proof

EXAMPLES_PER_ROUTE = 50
OPERATIONS = [("commerce", one) for one in commerce.operations] + [("dining", one) for one in dining.operations]
SHOPPER = ("john.doe@example.com", "SecurePass123")
# That bad data is refused is not checked here: unknown members and parameters, and empty parameters, are ignored by
# rule, and the tests of hostile input name what must be refused.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def shop_app(databases: Databases, media_dir: Path, demo_database: str) -> Iterator[Flask]:
    """The demo, which offers everything the documents know: pickup, delivery, bills, every way to pay; restaurants."""
    with running_app(databases, "fuzz", like=demo_database, media_dir=media_dir) as app:
        app.config["PROPAGATE_CRASHES"] = False
        yield app


@pytest.fixture(scope="module")
def headers(shop_app: Flask) -> dict[str, str]:
    """The credentials of the demo's shopper, who has money, addresses, orders and bills."""
    body = {"emailOrPhone": SHOPPER[0], "password": SHOPPER[1]}
    token = ApiClient(shop_app).commerce.post("/api/customer/login", body).json["data"]["token"]
    return {"x-api-key": SANDBOX_KEY, "Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def documents(shop_app: Flask) -> dict[str, Any]:
    return {
        name: schemathesis.openapi.from_wsgi(f"/developers/openapi/{name}.json", shop_app)
        for name in ("commerce", "dining")
    }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(("family", "operation"), OPERATIONS, ids=lambda one: getattr(one, "name", one))
def test_generated_requests(
    documents: dict[str, Any], headers: dict[str, str], family: str, operation: Operation, mode: GenerationMode
) -> None:
    described = documents[family][operation.path][operation.method]

    @settings(
        max_examples=EXAMPLES_PER_ROUTE,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        each()
    except Unsatisfiable:
        pytest.skip("nothing of this kind can be sent")
