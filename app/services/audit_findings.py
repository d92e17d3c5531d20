"""What an audit says: promises, and where they do not hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that does not add up."""

    what: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One promise: how many things it was checked on, and where it does not hold."""

    promise: str
    checked: int
    breaches: tuple[Breach, ...]
