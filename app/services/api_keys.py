"""Keys of third parties: made once, shown once, kept as a keyed hash."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import SYSTEM
from app.models import ApiKey, KeyKind, Platform
from app.services import audit_trail
from app.services.ports import KeyedHasher

_PREFIXES: Final = {KeyKind.PUBLISHABLE: "pk", KeyKind.SECRET: "sk", KeyKind.MERCHANT: "mk"}
_HINT_LENGTH: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInForce:
    """What a key opens."""

    key_id: int
    platform_id: int
    business_id: int
    environment: Environment
    kind: KeyKind
    scopes: frozenset[str]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key just made; `token` is never to be had again."""

    key_id: int
    uuid: UUID
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key in a list."""

    uuid: UUID
    platform: str
    environment: Environment
    kind: KeyKind
    name: str
    hint: str
    scopes: tuple[str, ...]
    origins: tuple[str, ...]
    created_at: datetime
    revoked_at: datetime | None


def hash_of(keyed: KeyedHasher, token: str) -> str:
    """How a key is kept and looked up."""
    return keyed.digest("api_key", token)


def create_key(
    session: Session,
    *,
    keyed: KeyedHasher,
    platform_id: int,
    environment: Environment,
    kind: KeyKind,
    name: str,
    scopes: Sequence[str] = (),
    origins: Sequence[str] = (),
    now: datetime,
    token: str | None = None,
) -> NewKey:
    """Make a key for a platform. `token` fixes its text; only the sandbox's published keys do that."""
    token = token or f"souk_{environment.value}_{_PREFIXES[kind]}_{secrets.token_urlsafe(32)}"
    key = ApiKey(
        platform_id=platform_id,
        environment=environment,
        kind=kind,
        name=name,
        key_hash=hash_of(keyed, token),
        hint=token[-_HINT_LENGTH:],
        scopes=list(scopes),
        origins=list(origins),
        created_at=now,
    )
    session.add(key)
    session.flush()
    return NewKey(key_id=key.id, uuid=key.uuid, token=token)


def find_key(session: Session, *, key_hash: str) -> KeyInForce | None:
    """The key behind a hash unless it was revoked; one statement."""
    row = session.execute(
        select(
            ApiKey.id,
            ApiKey.platform_id,
            Platform.business_id,
            ApiKey.environment,
            ApiKey.kind,
            ApiKey.scopes,
            ApiKey.origins,
        )
        .join(Platform, Platform.id == ApiKey.platform_id)
        .where(ApiKey.key_hash == key_hash, ApiKey.revoked_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return KeyInForce(
        key_id=row.id,
        platform_id=row.platform_id,
        business_id=row.business_id,
        environment=row.environment,
        kind=row.kind,
        scopes=frozenset(row.scopes),
        origins=frozenset(row.origins),
    )


def is_listed_origin(session: Session, *, origin: str) -> bool:
    """Whether any publishable key in force lists this origin: all that a browser's preflight can be told."""
    listed = session.scalars(
        select(ApiKey.origins).where(ApiKey.kind == KeyKind.PUBLISHABLE, ApiKey.revoked_at.is_(None))
    )
    return any(origin in origins for origins in listed)


def list_keys(session: Session, *, platform_id: int | None = None) -> list[KeyLine]:
    """Every key, revoked ones too, the newest last."""
    question = select(ApiKey, Platform.slug).join(Platform, Platform.id == ApiKey.platform_id).order_by(ApiKey.id)
    if platform_id is not None:
        question = question.where(ApiKey.platform_id == platform_id)
    return [
        KeyLine(
            uuid=key.uuid,
            platform=slug,
            environment=key.environment,
            kind=key.kind,
            name=key.name,
            hint=key.hint,
            scopes=tuple(key.scopes),
            origins=tuple(key.origins),
            created_at=key.created_at,
            revoked_at=key.revoked_at,
        )
        for key, slug in session.execute(question)
    ]


def revoke_key(session: Session, *, uuid: UUID, now: datetime) -> bool:
    """Make a key worthless from now on, and note it; False when there is no such key in force."""
    done = session.execute(
        update(ApiKey)
        .where(ApiKey.uuid == uuid, ApiKey.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiKey.id, ApiKey.platform_id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if done is None:
        return False
    audit_trail.record(
        session,
        actor=SYSTEM,
        action="api_key_revoked",
        entity="api_key",
        entity_id=done.id,
        business_id=session.get_one(Platform, done.platform_id).business_id,
        now=now,
    )
    return True
