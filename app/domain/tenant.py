"""In whose world something happens, and who made it happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from app.domain.states import Environment

ActorKind: TypeAlias = Literal["customer", "staff", "system", "key"]


@dataclass(frozen=True, slots=True)
class Tenant:
    """A business in one environment: people, wallets and bookings never leave it."""

    business_id: int
    environment: Environment


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it; the system itself has no id."""

    kind: ActorKind
    id: int | None = None


SYSTEM: Final = Actor("system")
