"""One-time codes: six digits unless a document says four, kept hashed, five minutes, five tries, used once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.domain.errors import CodeProblem
from app.domain.logins import CODE_DIGITS
from app.domain.tenant import Tenant
from app.models import CodePurpose, OneTimeCode
from app.services import limits
from app.services.ports import KeyedHasher

LIFETIME: Final = timedelta(minutes=5)
MOST_TRIES: Final = 5
KEPT_FOR: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MOST_PER_RECIPIENT: Final = 5
MOST_PER_ADDRESS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """A code to be sent; its digits are known only here and in the message."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedCode:
    """Whose code was right; nobody's where the number or e-mail is not known."""

    customer_id: int | None


def issue(
    session: Session,
    *,
    keyed: KeyedHasher,
    tenant: Tenant,
    purpose: CodePurpose,
    recipient: str,
    customer_id: int | None,
    address: str | None,
    now: datetime,
    digits: int = CODE_DIGITS,
) -> IssuedCode:
    """Make a code. The same customer's earlier ones for the same thing are void from now on.

    `address` is who asked, as the limits count it, or None where they do not.

    Raises TooManyAttempts: at most 5 codes for a number or e-mail and 20 for an address within an hour.
    """
    whose = f"{tenant.business_id}:{tenant.environment}:{keyed.digest('code_recipient', recipient)}"
    limits.hit(session, key=f"code:to:{whose}", most=MOST_PER_RECIPIENT, window=HOUR, now=now)
    if address is not None:
        limits.hit(session, key=f"code:from:{address}", most=MOST_PER_ADDRESS, window=HOUR, now=now)
    session.execute(
        update(OneTimeCode)
        .where(*_live(tenant, purpose, recipient, now), OneTimeCode.customer_id.is_not_distinct_from(customer_id))
        .values(voided_at=now)
        .execution_options(synchronize_session=False)
    )
    code = "".join(secrets.choice("0123456789") for _digit in range(digits))
    row = OneTimeCode(
        business_id=tenant.business_id,
        environment=tenant.environment,
        purpose=purpose,
        recipient=recipient,
        customer_id=customer_id,
        code_hash=_hash(keyed, purpose, recipient, code),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(row)
    session.flush()
    return IssuedCode(code=code, expires_at=row.expires_at)


def check_address(session: Session, *, address: str | None, now: datetime) -> None:
    """Whether this address may ask for one more code, asked before costly work. Raises TooManyAttempts."""
    if address is not None:
        limits.check(session, key=f"code:from:{address}", most=MOST_PER_ADDRESS, now=now)


def try_code(
    session: Session,
    *,
    keyed: KeyedHasher,
    tenant: Tenant,
    purpose: CodePurpose,
    recipient: str,
    code: str,
    now: datetime,
    customer_id: int | None = None,
) -> UsedCode | None:
    """Count a try against every live code of the recipient and use the one that matches.

    None means no: the caller must commit all the same, or the try is not counted. The counting UPDATE locks the
    rows, so of many who send the right code at once only the first finds it unused. With `customer_id` only codes
    asked for by that customer count.
    """
    whose = [] if customer_id is None else [OneTimeCode.customer_id == customer_id]
    tried = session.execute(
        update(OneTimeCode)
        .where(*_live(tenant, purpose, recipient, now), *whose)
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id, OneTimeCode.code_hash, OneTimeCode.customer_id)
        .execution_options(synchronize_session=False)
    ).all()
    wanted = _hash(keyed, purpose, recipient, code)
    match = next((row for row in tried if compare_digest(row.code_hash, wanted)), None)
    if match is None:
        return None
    session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.id == match.id)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return UsedCode(customer_id=match.customer_id)


def why_not(
    session: Session,
    *,
    keyed: KeyedHasher,
    tenant: Tenant,
    purpose: CodePurpose,
    recipient: str,
    code: str,
    now: datetime,
) -> CodeProblem:
    """Why a code was not taken, for callers that are told; asked after `try_code` has said no.

    Only who knows the digits of an old code hears what became of it.
    """
    row = session.execute(
        select(OneTimeCode.used_at, OneTimeCode.expires_at)
        .where(
            OneTimeCode.business_id == tenant.business_id,
            OneTimeCode.environment == tenant.environment,
            OneTimeCode.recipient == recipient,
            OneTimeCode.purpose == purpose,
            OneTimeCode.code_hash == _hash(keyed, purpose, recipient, code),
        )
        .order_by(OneTimeCode.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return CodeProblem.WRONG
    if row.used_at is not None:
        return CodeProblem.USED
    return CodeProblem.EXPIRED if row.expires_at <= now else CodeProblem.WRONG


def find_expiry(
    session: Session,
    *,
    tenant: Tenant,
    purpose: CodePurpose,
    recipient: str,
    customer_id: int,
    now: datetime,
) -> datetime | None:
    """Until when the customer's newest code is good; None when there is none to enter."""
    return session.scalars(
        select(OneTimeCode.expires_at)
        .where(*_live(tenant, purpose, recipient, now), OneTimeCode.customer_id == customer_id)
        .order_by(OneTimeCode.id.desc())
        .limit(1)
    ).one_or_none()


def purge(session: Session, *, now: datetime) -> int:
    """Forget codes, and whom they were sent to, a day after they ran out; how many there were."""
    gone = session.scalars(
        delete(OneTimeCode).where(OneTimeCode.expires_at <= now - KEPT_FOR).returning(OneTimeCode.id)
    )
    return len(gone.all())


def _live(tenant: Tenant, purpose: CodePurpose, recipient: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OneTimeCode.business_id == tenant.business_id,
        OneTimeCode.environment == tenant.environment,
        OneTimeCode.recipient == recipient,
        OneTimeCode.purpose == purpose,
        OneTimeCode.used_at.is_(None),
        OneTimeCode.voided_at.is_(None),
        OneTimeCode.expires_at > now,
        OneTimeCode.tries < MOST_TRIES,
    )


def _hash(keyed: KeyedHasher, purpose: CodePurpose, recipient: str, code: str) -> str:
    return keyed.digest("code", f"{purpose.value}:{recipient}:{code}")
