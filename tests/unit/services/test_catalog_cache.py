"""What is derived from the catalogue is kept by version, and the memory has an end."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from app.services import catalog_cache
from app.services.catalog_cache import derived
from app.services.platforms import Storefront


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    catalog_cache.forget_all()
    yield
    catalog_cache.forget_all()


def storefront(version: int = 1, name: str = "lagos") -> Storefront:
    return cast(Storefront, SimpleNamespace(uuid=name, environment="test", catalog_version=version))


def test_a_value_is_made_once_for_a_version() -> None:
    made = iter(range(9))
    asked = [storefront(), storefront(), storefront(2), storefront(), storefront(name="muscat")]
    assert [derived(shop, "key", lambda: next(made)) for shop in asked] == [0, 0, 1, 0, 2]


def test_nothing_is_kept_of_a_failure() -> None:
    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        derived(storefront(), "key", fail)
    assert derived(storefront(), "key", lambda: 1) == 1


def test_what_was_not_asked_for_longest_leaves_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_cache, "MOST_KEPT", 2)
    for key in ("a", "b", "a", "c"):
        derived(storefront(), key, lambda: 1)
    assert [derived(storefront(), key, lambda: 2) for key in ("a", "b")] == [1, 2]
