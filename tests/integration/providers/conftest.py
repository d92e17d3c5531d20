"""Clients of the stand-in that do not wait."""

import pytest

from app.integrations.payments.paystack import Paystack
from tests.support.paying import make_paystack
from tests.support.standin import StandIn
from tests.support.standin.paystack import Paystack as Vendor


@pytest.fixture
def paystack(standin: StandIn) -> Paystack:
    return make_paystack(standin)


@pytest.fixture
def vendor(standin: StandIn) -> Vendor:
    return standin.vendor(Vendor)
