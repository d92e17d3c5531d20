"""Thousands of generated requests to the commerce family: no crash, and never an answer the document does not know."""

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
from app.extensions import unit_of_work
from app.models import TaxMode
from tests.factories import (
    PASSWORD,
    fund_card,
    make_api_key,
    make_business,
    make_customer,
    make_pickup_location,
    make_platform,
    make_product,
)
from tests.support.api import SANDBOX_KEY, ApiClient
from tests.support.application import running_app
from tests.support.database import Databases

pytestmark = pytest.mark.proof

EXAMPLES_PER_ROUTE = 50
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
def shop_app(databases: Databases, media_dir: Path, empty_database: str) -> Iterator[Flask]:
    with running_app(databases, "fuzz", like=empty_database, media_dir=media_dir) as app:
        app.config["PROPAGATE_CRASHES"] = False
        yield app


@pytest.fixture(scope="module")
def headers(shop_app: Flask) -> dict[str, str]:
    """The credentials of a shopper with money, at a storefront with something to buy."""
    with shop_app.app_context(), unit_of_work() as session:
        business = make_business(session)
        platform = make_platform(session, business=business, tax_mode=TaxMode.INCLUSIVE)
        make_api_key(session, platform, key=SANDBOX_KEY)
        customer = make_customer(session, business=business, email="fuzz@example.com")
        fund_card(session, customer, 100_000_000)
        make_product(session, platform=platform, stock=1_000)
        make_pickup_location(session, platform=platform)
    body = {"emailOrPhone": "fuzz@example.com", "password": PASSWORD}
    token = ApiClient(shop_app).commerce.post("/api/customer/login", body).json["data"]["token"]
    return {"x-api-key": SANDBOX_KEY, "Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def document(shop_app: Flask) -> Any:
    return schemathesis.openapi.from_wsgi("/developers/openapi/commerce.json", shop_app)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", commerce.operations, ids=lambda operation: operation.name)
def test_generated_requests(document: Any, headers: dict[str, str], operation: Operation, mode: GenerationMode) -> None:
    described = document[operation.path][operation.method]

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
