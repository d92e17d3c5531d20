"""Who is signed in where: web sessions and bearer tokens, each a row that can be ended at once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.errors import NotSignedIn
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Customer, SignIn, SignInKind
from app.services.ports import KeyedHasher, TokenSigner

WEB_LIFETIME: Final = timedelta(days=30)
ACCESS_LIFETIME: Final = timedelta(hours=8)
REFRESH_LIFETIME: Final = timedelta(days=30)
KEPT_FOR: Final = timedelta(days=90)
_MAX_AGENT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInCustomer:
    """Who a session or token stands for; one statement reads it."""

    sign_in_id: int
    customer_id: int
    customer_uuid: UUID
    business_id: int
    environment: Environment
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    locale: str
    card_number: str | None
    is_email_verified: bool
    is_phone_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSignIn:
    """A sign-in just opened; `token` is known only here and to its holder."""

    sign_in_id: int
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPair:
    """A bearer token and the token that renews it."""

    access: OpenedSignIn
    refresh: OpenedSignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    """A sign-in in the customer's own list."""

    id: int
    kind: SignInKind
    user_agent: str
    created_at: datetime
    expires_at: datetime


def open_web(session: Session, *, keyed: KeyedHasher, customer_id: int, user_agent: str, now: datetime) -> OpenedSignIn:
    """A browser session of thirty days."""
    token = secrets.token_urlsafe(32)
    return _open(session, SignInKind.WEB, customer_id, token, _hash(keyed, token), user_agent, now + WEB_LIFETIME, now)


def issue_access(
    session: Session,
    *,
    keyed: KeyedHasher,
    signer: TokenSigner,
    customer_id: int,
    customer_uuid: UUID,
    user_agent: str,
    now: datetime,
) -> OpenedSignIn:
    """A bearer token of eight hours, good in every family of the customer's business and environment."""
    token_id = uuid4().hex
    expires_at = now + ACCESS_LIFETIME
    token = signer.sign(token_id=token_id, subject=str(customer_uuid), issued_at=now, expires_at=expires_at)
    return _open(session, SignInKind.ACCESS, customer_id, token, _hash(keyed, token_id), user_agent, expires_at, now)


def issue_refresh(
    session: Session, *, keyed: KeyedHasher, customer_id: int, user_agent: str, now: datetime
) -> OpenedSignIn:
    """A token of thirty days that is good only for one `refresh`."""
    token = secrets.token_urlsafe(32)
    return _open(
        session, SignInKind.REFRESH, customer_id, token, _hash(keyed, token), user_agent, now + REFRESH_LIFETIME, now
    )


def refresh(
    session: Session,
    *,
    keyed: KeyedHasher,
    signer: TokenSigner,
    tenant: Tenant | None,
    token: str,
    user_agent: str,
    now: datetime,
) -> OpenedPair:
    """Trade a refresh token for a new pair; the old one is worthless afterwards. Raises NotSignedIn."""
    person = session.execute(_who(SignInKind.REFRESH, _hash(keyed, token), tenant, now)).one_or_none()
    if person is None or not end(session, customer_id=person.customer_id, sign_in_id=person.sign_in_id, now=now):
        raise NotSignedIn
    access = issue_access(
        session,
        keyed=keyed,
        signer=signer,
        customer_id=person.customer_id,
        customer_uuid=person.customer_uuid,
        user_agent=user_agent,
        now=now,
    )
    renewed = issue_refresh(session, keyed=keyed, customer_id=person.customer_id, user_agent=user_agent, now=now)
    return OpenedPair(access=access, refresh=renewed)


def find_web(
    session: Session, *, keyed: KeyedHasher, tenant: Tenant, token: str, now: datetime
) -> SignedInCustomer | None:
    """Who a browser's token stands for; one statement."""
    row = session.execute(_who(SignInKind.WEB, _hash(keyed, token), tenant, now)).one_or_none()
    return None if row is None else SignedInCustomer(**row._mapping)  # noqa: SLF001  # the public way to a row's names


def find_bearer(
    session: Session,
    *,
    keyed: KeyedHasher,
    signer: TokenSigner,
    tenant: Tenant | None,
    token: str,
    now: datetime,
) -> SignedInCustomer | None:
    """Who a bearer token stands for; one statement. Without a tenant the token's own business is meant."""
    claims = signer.read(token)
    if claims is None:
        return None
    row = session.execute(_who(SignInKind.ACCESS, _hash(keyed, claims.token_id), tenant, now)).one_or_none()
    if row is None or str(row.customer_uuid) != claims.subject:
        return None
    return SignedInCustomer(**row._mapping)  # noqa: SLF001  # the public way to a row's names


def end(session: Session, *, customer_id: int, sign_in_id: int, now: datetime) -> bool:
    """End one of the customer's own sign-ins; False when it was not open."""
    ended = session.scalar(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.customer_id == customer_id, SignIn.ended_at.is_(None))
        .values(ended_at=now)
        .returning(SignIn.id)
        .execution_options(synchronize_session=False)
    )
    return ended is not None


def end_all(session: Session, *, customer_id: int, now: datetime, but: int | None = None) -> int:
    """End every sign-in of the customer except the one named; returns how many."""
    question = update(SignIn).where(SignIn.customer_id == customer_id, SignIn.ended_at.is_(None))
    if but is not None:
        question = question.where(SignIn.id != but)
    ended = session.scalars(
        question.values(ended_at=now).returning(SignIn.id).execution_options(synchronize_session=False)
    )
    return len(ended.all())


def purge(session: Session, *, now: datetime, limit: int = 1000) -> int:
    """Forget where people were signed in, long after it ended; how many."""
    long_over = or_(SignIn.ended_at <= now - KEPT_FOR, SignIn.expires_at <= now - KEPT_FOR)
    gone = session.scalars(
        delete(SignIn)
        .where(SignIn.id.in_(select(SignIn.id).where(long_over).limit(limit)))
        .returning(SignIn.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())


def list_open(session: Session, *, customer_id: int, now: datetime) -> list[SignInLine]:
    """The customer's open sign-ins, the newest first."""
    rows = session.execute(
        select(SignIn.id, SignIn.kind, SignIn.user_agent, SignIn.created_at, SignIn.expires_at)
        .where(SignIn.customer_id == customer_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return [SignInLine(**row._mapping) for row in rows]  # noqa: SLF001  # the public way to a row's names


def _open(  # noqa: PLR0917  # private, called three times above
    session: Session,
    kind: SignInKind,
    customer_id: int,
    token: str,
    token_hash: str,
    user_agent: str,
    expires_at: datetime,
    now: datetime,
) -> OpenedSignIn:
    row = SignIn(
        customer_id=customer_id,
        kind=kind,
        token_hash=token_hash,
        user_agent=user_agent[:_MAX_AGENT],
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return OpenedSignIn(sign_in_id=row.id, token=token, expires_at=expires_at)


def _who(kind: SignInKind, token_hash: str, tenant: Tenant | None, now: datetime) -> Select[*tuple[Any, ...]]:
    conditions: list[ColumnElement[bool]] = [
        SignIn.token_hash == token_hash,
        SignIn.kind == kind,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > now,
        Customer.claimed_at.is_not(None),
    ]
    if tenant is not None:
        conditions += [Customer.business_id == tenant.business_id, Customer.environment == tenant.environment]
    return (
        select(
            SignIn.id.label("sign_in_id"),
            Customer.id.label("customer_id"),
            Customer.uuid.label("customer_uuid"),
            Customer.business_id,
            Customer.environment,
            Customer.first_name,
            Customer.last_name,
            func.coalesce(Customer.email, Customer.pending_email).label("email"),
            func.coalesce(Customer.phone, Customer.pending_phone).label("phone"),
            Customer.locale,
            Customer.card_number,
            (Customer.email.is_not(None) & Customer.email_verified_at.is_not(None)).label("is_email_verified"),
            (Customer.phone.is_not(None) & Customer.phone_verified_at.is_not(None)).label("is_phone_verified"),
        )
        .join(Customer, Customer.id == SignIn.customer_id)
        .where(*conditions)
    )


def _hash(keyed: KeyedHasher, token: str) -> str:
    return keyed.digest("sign_in", token)
