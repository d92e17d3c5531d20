"""Who calls: the key in `x-api-key`, and the customer behind a bearer token."""

from __future__ import annotations

from typing import Final

from flask import request
from werkzeug.exceptions import Forbidden

from app.api._kit.operation import Needs, Operation
from app.clock import utc_now
from app.domain.errors import ApiKeyInvalid, NotSignedIn
from app.extensions import db, gateways
from app.models import KeyKind
from app.services import api_keys, platforms, sign_ins
from app.services.api_keys import KeyInForce
from app.services.platforms import Storefront
from app.services.sign_ins import SignedInCustomer

_LONGEST_CREDENTIAL: Final = 4096
_ACCEPTED_KINDS: Final = frozenset({KeyKind.SECRET, KeyKind.PUBLISHABLE})


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
