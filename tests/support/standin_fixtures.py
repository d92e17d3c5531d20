"""Fixtures of the stand-in, for every test that asks for them."""

from collections.abc import Iterator

import pytest

from tests.support.standin.server import StandIn


@pytest.fixture(scope="session")
def standin_server() -> Iterator[StandIn]:
    """One for each worker."""
    with StandIn() as standin:
        yield standin


@pytest.fixture
def standin(standin_server: StandIn) -> StandIn:
    """The stand-in, without a memory."""
    standin_server.forget()
    return standin_server
