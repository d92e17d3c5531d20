"""Looking a gift card up by its number, which counts whether or not there is one."""

from __future__ import annotations

from app.domain import gift_cards as rules
from app.domain.errors import GiftCardNotFound
from app.domain.tenant import Tenant
from app.services.gift_cards import CardSeen, count_look, find_by_hash, hash_of
from app.services.ports import Clock, KeyedHasher, UnitOfWork


def look_up(
    uow: UnitOfWork, clock: Clock, keyed: KeyedHasher, *, tenant: Tenant, number: str, address: str | None
) -> CardSeen:
    """The card with a number, however it was typed. `address` None: the caller's network is not counted.

    The look is counted and committed before it is told what was found. A number that cannot be one of ours, because
    a letter is wrong, is refused without counting: everybody can work that out.

    Raises GiftCardNotFound, TooManyAttempts.
    """
    plain = rules.canonical(number)
    if not plain or rules.is_mistyped(plain):
        raise GiftCardNotFound
    number_hash = hash_of(keyed.digest, plain)
    with uow() as session:
        count_look(session, tenant=tenant, number_hash=number_hash, address=address or "", now=clock())
        found = find_by_hash(session, tenant=tenant, number_hash=number_hash, now=clock())
    if found is None:
        raise GiftCardNotFound
    return found
