"""What the tests about people have in common: tools that remember what they sent, and a visit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import ROOT
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.flows.tools import Tools, Visit
from app.integrations.hashing import Argon2Hasher, HmacHasher
from app.integrations.messages.texts import TemplateTexts
from app.integrations.tokens import JwtSigner
from app.models import OutboxMessage, Platform
from app.services.provider_ports import MessageAsk, MessageTaken, ProviderDown
from tests.factories import NOW
from tests.factories.tenancy import SANDBOX

FAST = replace(SANDBOX, argon2_time_cost=1, argon2_memory_kib=8)
KEYED = HmacHasher(SANDBOX.pepper)
SIGNER = JwtSigner(SANDBOX.secret_key)


@dataclass
class FakeClock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class FakeSender:
    """Takes messages, or refuses them while `is_down`."""

    is_down: bool = False
    sent: list[tuple[str, str, str, str]] = field(default_factory=list)

    def send(self, message: MessageAsk) -> MessageTaken:
        if self.is_down:
            raise ProviderDown("the line is dead")
        self.sent.append((message.channel, message.recipient, message.subject, message.body))
        return MessageTaken(provider="fake", message_id=f"F{len(self.sent)}")


def make_tools(
    uow: Callable[[], AbstractContextManager[Session]], clock: FakeClock, sender: FakeSender | None = None
) -> Tools:
    return Tools(
        uow=uow,
        clock=clock,
        passwords=Argon2Hasher(FAST),
        keyed=KEYED,
        signer=SIGNER,
        sender=sender or FakeSender(),
        texts=TemplateTexts(ROOT / "templates" / "email"),
    )


def make_visit(platform: Platform, *, address: str | None = None, locale: str = "en") -> Visit:
    return Visit(
        tenant=tenant_of(platform),
        platform_id=platform.id,
        shop="Lagos Market",
        region=platform.country,
        locale=locale,
        address=address,
        user_agent="Tests",
    )


def tenant_of(platform: Platform) -> Tenant:
    return Tenant(platform.business_id, Environment.TEST)


def last_code(session: Session, recipient: str) -> str:
    """The digits of the newest code sent there."""
    code = session.scalars(
        select(OutboxMessage.code)
        .where(OutboxMessage.recipient == recipient, OutboxMessage.code.is_not(None))
        .order_by(OutboxMessage.id.desc())
    ).first()
    assert code is not None, f"no code was sent to {recipient}"
    return code
