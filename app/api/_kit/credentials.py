"""Who calls: the key in `x-api-key` or a staff session, and the customer behind a bearer token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import current_app, request
from werkzeug.exceptions import Forbidden

from app.api._kit import origins
from app.api._kit.operation import Needs, Operation
from app.clock import utc_now
from app.domain.errors import ApiKeyInvalid, NotSignedIn
from app.domain.logins import counted_address
from app.domain.states import Environment
from app.extensions import STAFF_COOKIE, db, gateways, settings, unit_of_work
from app.models import KeyKind
from app.services import api_keys, limits, platforms, sign_ins, staff_accounts
from app.services.api_keys import KeyInForce
from app.services.platforms import Storefront, StorefrontDirectory
from app.services.sign_ins import SignedInCustomer
from app.services.staff_accounts import StaffSeen

_LONGEST_CREDENTIAL: Final = 4096
_ACCEPTED_KINDS: Final = frozenset({KeyKind.SECRET, KeyKind.PUBLISHABLE})
_OPEN_WINDOW: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks which storefront, and whether what is personal is told to them in full."""

    storefront: Storefront
    key: KeyInForce | None
    staff: StaffSeen | None
    sees_people: bool


def find_caller(operation: Operation, *, family: str) -> Caller:
    """Who calls, with what the operation asks for.

    Raises ApiKeyInvalid, also for a wrong key where none was needed, and Forbidden for a key of the wrong kind,
    scope or origin.
    """
    if not operation.is_open or request.headers.get("x-api-key", "").strip():
        return _by_key(operation)
    storefront = _storefront_of_host(family)
    staff = _find_staff(storefront)
    may_see = staff is not None or settings().routes_are_open
    if operation.needs is Needs.KEY_OR_STAFF and not may_see:
        raise ApiKeyInvalid
    return Caller(storefront=storefront, key=None, staff=staff, sees_people=may_see)


def count_call(caller: Caller, operation: Operation) -> None:
    """Let nobody without a secret of their own ask all day long. Raises TooManyAttempts."""
    if not operation.is_open or caller.sees_people:
        return
    address = counted_address(request.remote_addr, strict=settings().strict_limits)
    if address is None:
        return
    with unit_of_work() as session:
        limits.hit(
            session,
            key=f"open:{operation.name}:{address}",
            most=operation.open_limit,
            window=_OPEN_WINDOW,
            now=utc_now(),
        )


def _by_key(operation: Operation) -> Caller:
    key = find_key()
    origins.check_origin(key)
    is_secret = key.kind is KeyKind.SECRET
    # What anybody may call without a key, a publishable one opens no wider.
    if is_secret or operation.needs is not Needs.NOTHING:
        check_scope(key, operation)
    sees_people = is_secret or (operation.is_open and settings().routes_are_open)
    return Caller(storefront=storefront_of(key), key=key, staff=None, sees_people=sees_people)


def _storefront_of_host(family: str) -> Storefront:
    """The host's storefront, else the one that answers for the family. Raises ApiKeyInvalid where there is none."""
    known: StorefrontDirectory = current_app.extensions["souk_directory"].get()
    host = request.host.partition(":")[0]
    platform_id = known.by_host.get(host) or known.family_default.get(family) or known.default_id
    environment = Environment(settings().environment)
    found = platforms.find_storefront(db.session(), platform_id, environment) if platform_id else None
    if found is None:
        raise ApiKeyInvalid
    return found


def _find_staff(storefront: Storefront) -> StaffSeen | None:
    """Who of the business's staff is signed in in this browser. It lets them read: a form of elsewhere sends it too."""
    token = request.cookies.get(STAFF_COOKIE)
    if request.method not in {"GET", "HEAD"} or not token or len(token) > _LONGEST_CREDENTIAL:
        return None
    found = staff_accounts.find_seen(db.session(), keyed=gateways().keyed, token=token, now=utc_now())
    return found if found is not None and found.tenant == storefront.tenant else None


def find_key() -> KeyInForce:
    """The caller's key. Raises ApiKeyInvalid when it is missing, unknown, revoked or of another kind."""
    text = request.headers.get("x-api-key", "").strip()
    if not text or len(text) > _LONGEST_CREDENTIAL:
        raise ApiKeyInvalid
    found = api_keys.find_key(db.session(), key_hash=api_keys.hash_of(gateways().keyed, text))
    if found is None or found.kind not in _ACCEPTED_KINDS:
        raise ApiKeyInvalid
    return found


def check_scope(key: KeyInForce, operation: Operation) -> None:
    """A publishable key opens only what may be public; a key with scopes only these. Raises Forbidden."""
    if key.kind is KeyKind.PUBLISHABLE and not operation.publishable:
        raise Forbidden("A publishable API key may not be used here")
    if key.scopes and operation.scope not in key.scopes:
        raise Forbidden(f"This API key lacks the scope {operation.scope}")


def storefront_of(key: KeyInForce) -> Storefront:
    """The storefront and environment the key stands for."""
    found = platforms.find_storefront(db.session(), key.platform_id, key.environment)
    if found is None:
        raise ApiKeyInvalid
    return found


def find_customer(storefront: Storefront, operation: Operation) -> SignedInCustomer | None:
    """The customer behind the token where the operation needs one.

    Raises NotSignedIn, also for a token of another business or environment.
    """
    if operation.needs is not Needs.KEY_AND_CUSTOMER:
        return None
    kind, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    token = token.strip()
    if kind.lower() != "bearer" or not token or len(token) > _LONGEST_CREDENTIAL:
        raise NotSignedIn
    found = sign_ins.find_bearer(
        db.session(),
        keyed=gateways().keyed,
        signer=gateways().tokens,
        tenant=storefront.tenant,
        token=token,
        now=utc_now(),
    )
    if found is None:
        raise NotSignedIn
    return found
