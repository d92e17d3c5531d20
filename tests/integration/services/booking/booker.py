"""Books at a restaurant as a diner would."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Actor, Tenant
from app.models import AuditEntry, Branch, CoverCount, OutboxMessage, TableClaim
from app.services import bookings
from app.services.bookings import Diner, NewBooking, Office, ReservationView
from app.services.seatings import Wish
from tests.factories import NOW

# Seven in the evening in Dubai, tomorrow.
SEVEN = datetime(2026, 3, 3, 15, tzinfo=UTC)
GUEST = Actor("customer")
AISHA = Diner(first_name="Aisha", last_name="Khan", phone="+971501112233", email="aisha@example.com")


@dataclass
class Booker:
    """A diner at one restaurant."""

    session: Session
    office: Office
    branch: Branch
    diner: Diner = AISHA
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def tenant(self) -> Tenant:
        return Tenant(self.branch.business_id, Environment.TEST)

    def wish(self, party: int = 2, **given: Any) -> Wish:
        fixed = {"branch_id": self.branch.id, "environment": Environment.TEST, "starts_at": SEVEN, "party_size": party}
        return Wish(**{**fixed, **given})

    def new(self, **given: Any) -> NewBooking:
        return NewBooking(**{"diner": self.diner, "link": "https://eat.example/r/{uuid}/{token}", **given})

    def book(self, party: int = 2, *, actor: Actor = GUEST, now: datetime = NOW, **given: Any) -> ReservationView:
        new = self.new(**given.pop("new", {}))
        wish = self.wish(party, **given)
        return bookings.book(self.session, self.office, tenant=self.tenant, wish=wish, new=new, actor=actor, now=now)

    def again(self, view: ReservationView) -> ReservationView:
        """The same one, read afresh."""
        return bookings.get_view(self.session, tenant=self.tenant, uuid=view.uuid)

    def told(self) -> list[str]:
        """The topics of all messages, with their channels."""
        rows = self.session.execute(select(OutboxMessage.topic, OutboxMessage.channel).order_by(OutboxMessage.id))
        return [f"{row.topic}:{row.channel.value}" for row in rows]

    def trail(self) -> list[str]:
        return list(self.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def taken(self) -> tuple[int, int]:
        """How many claims there are, and the sum of all counters."""
        claims = self.session.scalar(select(func.count()).select_from(TableClaim)) or 0
        return claims, int(self.session.scalar(select(func.sum(CoverCount.used))) or 0)
