"""A unit test reaches no database."""

import pytest
from sqlalchemy import Engine


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("a unit test asked for a database connection; it belongs in tests/integration")

    monkeypatch.setattr(Engine, "connect", refuse)
