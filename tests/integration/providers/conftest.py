"""A stand-in for each worker, and clients of it that do not wait."""

from collections.abc import Iterator

import pytest

from app.integrations.breaker import Breaker
from app.integrations.http import Patience, ProviderHttp
from app.integrations.payments.paystack import Paystack
from tests.support.standin import StandIn
from tests.support.standin.paystack import KEY
from tests.support.standin.paystack import Paystack as Vendor


@pytest.fixture(scope="session")
def standin_server() -> Iterator[StandIn]:
    with StandIn() as standin:
        yield standin


@pytest.fixture
def standin(standin_server: StandIn) -> StandIn:
    """The stand-in, without a memory."""
    standin_server.forget()
    return standin_server


@pytest.fixture
def hasty(standin: StandIn) -> ProviderHttp:
    """Paystack's connection, with little patience and without pauses."""
    return make_http(standin, "paystack", KEY)


@pytest.fixture
def paystack(hasty: ProviderHttp) -> Paystack:
    return Paystack(hasty, secret_key=KEY)


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)


def make_http(standin: StandIn, provider: str, key: str) -> ProviderHttp:
    return ProviderHttp(
        provider,
        standin.base(provider),
        headers={"Authorization": f"Bearer {key}"},
        patience=Patience(connect=1, read=0.2, read_effect=0.2, first_pause=0),
        breaker=Breaker(failures=100),
        sleep=lambda _seconds: None,
    )
