"""Windows over lists and the pages cut from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted."""

    limit: int
    offset: int = 0

    @classmethod
    def of_page(cls, number: int, size: int) -> Window:
        return cls(limit=size, offset=(number - 1) * size)

    @property
    def number(self) -> int:
        return self.offset // self.limit + 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list and how long the whole is."""

    items: list[T]
    total: int
    window: Window

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.window.limit))
