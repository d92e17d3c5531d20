"""What is derived from a storefront's catalogue, kept in memory under the catalogue's version.

An edit raises the version (see `platforms.touch_catalog`), so nothing kept here is ever stale: it is only no
longer asked for, and leaves when room is needed. Every process keeps its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, TypeVar, cast

from app.services.platforms import Storefront

T = TypeVar("T")

MOST_KEPT: Final = 1024

_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = threading.Lock()


def derived(storefront: Storefront, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave the last time for this version of the catalogue, or gives now."""
    full_key = (storefront.uuid, storefront.environment, storefront.catalog_version, key)
    with _lock:
        if full_key in _kept:
            _kept.move_to_end(full_key)
            return cast(T, _kept[full_key])
    # Made outside the lock: two threads may both make it, none waits for another's query.
    value = make()
    with _lock:
        _kept[full_key] = value
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return value


def forget_all() -> None:
    """Empty the memory: for tests that change a catalogue without saying so."""
    with _lock:
        _kept.clear()
