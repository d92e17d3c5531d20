"""What a handler is given: who calls which storefront, one unit of work, and the way to answer."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import Response
from sqlalchemy.orm import Session

from app.api._kit.credentials import Caller
from app.api._kit.dialect import Dialect
from app.api._kit.operation import Operation
from app.api._kit.replay import Replay
from app.domain.tenant import SYSTEM, Actor, Tenant
from app.extensions import unit_of_work
from app.services.api_keys import KeyInForce
from app.services.platforms import Storefront
from app.services.sign_ins import SignedInCustomer
from app.services.staff_accounts import StaffSeen


@dataclass(slots=True, kw_only=True)
class Call:
    """One request to an operation."""

    operation: Operation
    dialect: Dialect
    caller: Caller
    bearer: SignedInCustomer | None
    replay: Replay | None = None
    _session: Session | None = field(default=None, init=False)

    @property
    def storefront(self) -> Storefront:
        """The storefront that was called."""
        return self.caller.storefront

    @property
    def key(self) -> KeyInForce | None:
        """The key that came with the request; None where none was needed and none was sent."""
        return self.caller.key

    @property
    def staff(self) -> StaffSeen | None:
        """Who of the staff reads, where that is what lets them: they see their own branches only."""
        return self.caller.staff

    @property
    def sees_people(self) -> bool:
        """Whether names, numbers and notes are told in full; else they are masked and cannot be searched in part."""
        return self.caller.sees_people

    @property
    def actor(self) -> Actor:
        """Who did it, for the audit trail; the system itself where nobody said who they are."""
        if self.bearer is not None:
            return Actor("customer", self.bearer.customer_id)
        return Actor("key", self.key.key_id) if self.key is not None else SYSTEM

    @property
    def customer(self) -> SignedInCustomer:
        """Whose token came with the request; only for operations that need one."""
        if self.bearer is None:
            raise RuntimeError(f"{self.operation.name} does not ask for a customer")
        return self.bearer

    @property
    def tenant(self) -> Tenant:
        """Whose customers the key may reach."""
        return self.storefront.tenant

    @property
    def effect_key(self) -> str:
        """One per request, and the same when the request is repeated under its Idempotency-Key."""
        return self.replay.effect_key if self.replay else uuid4().hex

    @contextmanager
    def work(self) -> Generator[Session]:
        """The unit of work. Answer inside it: the reply is kept in the transaction of the effect."""
        with unit_of_work() as session:
            self._session = session
            try:
                yield session
                if self.replay and not self.replay.is_kept and not self.operation.is_flow:
                    raise RuntimeError(f"{self.operation.name} must answer inside its unit of work")
            finally:
                self._session = None

    def answer(self, data: Any, *, message: str | None = None, status: int = 200) -> Response:
        """The operation's success. `data` is what the operation declared as its `out`."""
        ready = self.operation.adapter.dump_python(data, mode="json", by_alias=True)
        words = self.operation.message if message is None else message
        response = self.dialect.success(ready, message=words, status=status)
        if self.replay and self._session is not None:
            self.replay.keep(self._session, response)
        return response
