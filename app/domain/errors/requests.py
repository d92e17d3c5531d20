"""What can go wrong with a request that comes twice, as facts."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class IdempotencyKeyReused(DomainError):
    """The same key came with another request."""

    code = "idempotency_key_reused"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class RequestInProgress(DomainError):
    code = "request_in_progress"
    kind = ErrorKind.CONFLICT
