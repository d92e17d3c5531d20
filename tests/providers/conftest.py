"""Clients of the stand-in that do not wait. They reach no database."""

import pytest
from sqlalchemy import Engine

from app.integrations.payments.geidea import Geidea
from app.integrations.payments.paystack import Paystack
from tests.support.paying import make_geidea, make_paystack
from tests.support.standin import StandIn
from tests.support.standin.paystack import Paystack as Vendor


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a client's test asked for a database connection; it belongs in tests/integration")

    monkeypatch.setattr(Engine, "connect", refuse)


@pytest.fixture
def paystack(standin: StandIn) -> Paystack:
    return make_paystack(standin)


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)


@pytest.fixture
def geidea(standin: StandIn) -> Geidea:
    return make_geidea(standin)
