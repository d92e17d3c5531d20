"""Sending a one-time code and using it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.errors import CodeInvalid
from app.domain.logins import CODE_DIGITS, Login
from app.flows.messages import deliver_one, enqueue_text
from app.flows.tools import Tools, Visit
from app.models import CodePurpose
from app.services import codes
from app.services.codes import LIFETIME, UsedCode

_MINUTES: Final = str(int(LIFETIME.total_seconds()) // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCode:
    """Until when the code is good, and whether the first try to send it went well."""

    expires_at: datetime
    was_delivered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCode:
    """A code whose message waits in the outbox for the commit."""

    expires_at: datetime
    message_id: int | None


def write_code(
    session: Session,
    tools: Tools,
    visit: Visit,
    *,
    purpose: CodePurpose,
    to: Login,
    customer_id: int | None,
    now: datetime,
    is_known: bool = True,
    by_whatsapp: bool = False,
    digits: int = CODE_DIGITS,
) -> WrittenCode:
    """Make a code and its message in the caller's unit of work. Nobody unknown is written to, though all else is done.

    Raises TooManyAttempts.
    """
    issued = codes.issue(
        session,
        keyed=tools.keyed,
        tenant=visit.tenant,
        purpose=purpose,
        recipient=to.text,
        customer_id=customer_id,
        address=visit.address,
        digits=digits,
        now=now,
    )
    if not is_known:
        return WrittenCode(expires_at=issued.expires_at, message_id=None)
    message_id = enqueue_text(
        session,
        tools.texts,
        tenant=visit.tenant,
        platform_id=visit.platform_id,
        locale=visit.locale,
        topic=purpose.value,
        to=to,
        values={"code": issued.code, "shop": visit.shop, "minutes": _MINUTES},
        code=issued.code,
        customer_id=customer_id,
        expires_at=issued.expires_at,
        by_whatsapp=by_whatsapp,
        now=now,
    )
    return WrittenCode(expires_at=issued.expires_at, message_id=message_id)


def send_code(
    tools: Tools,
    visit: Visit,
    *,
    purpose: CodePurpose,
    to: Login,
    customer_id: int | None,
    is_known: bool = True,
    by_whatsapp: bool = False,
    digits: int = CODE_DIGITS,
) -> SentCode:
    """Make a code, commit, and try to send it once. Raises TooManyAttempts."""
    with tools.uow() as session:
        written = write_code(
            session,
            tools,
            visit,
            purpose=purpose,
            to=to,
            customer_id=customer_id,
            is_known=is_known,
            by_whatsapp=by_whatsapp,
            digits=digits,
            now=tools.clock(),
        )
    return SentCode(expires_at=written.expires_at, was_delivered=deliver_one(tools, written.message_id))


def use_code(
    tools: Tools, visit: Visit, *, purpose: CodePurpose, to: Login, code: str, customer_id: int | None = None
) -> UsedCode:
    """Try a code in a unit of work of its own, so that a wrong try stays counted. Raises CodeInvalid."""
    with tools.uow() as session:
        used = codes.try_code(
            session,
            keyed=tools.keyed,
            tenant=visit.tenant,
            purpose=purpose,
            recipient=to.text,
            code=code.strip(),
            customer_id=customer_id,
            now=tools.clock(),
        )
    if used is None:
        raise CodeInvalid
    return used
