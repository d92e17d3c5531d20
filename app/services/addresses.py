"""A customer's address book at one storefront: each address once, the last used first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import AddressBookFull, AddressKnown, AddressNotFound
from app.models import Customer, SavedAddress
from app.models.upsert import insert_into
from app.services.platforms import Storefront

MOST_SAVED: Final = 50
_FIELDS: Final = (
    "line1",
    "line2",
    "city",
    "state",
    "country",
    "zip",
    "landmark",
    "first_name",
    "last_name",
    "email",
    "phone",
    "is_residential",
)
# Kept as NULL where they are empty, as the document shows them.
_NULLABLE: Final = frozenset({"line2", "zip", "landmark", "email", "phone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """An entry of the book. `provider_address_id` is how the delivery provider, and third parties, name it."""

    uuid: UUID
    provider: str
    provider_address_id: str
    address: Address
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An address for a customer's book, and what the provider calls it, where it said so."""

    customer_id: int
    address: Address
    provider: str
    provider_address_id: str | None = None


def list_saved(session: Session, storefront: Storefront, *, customer_id: int) -> list[Saved]:
    """The whole book, the last used first; in one statement."""
    rows = session.scalars(
        select(SavedAddress)
        .where(_of(storefront, customer_id))
        .order_by(SavedAddress.last_used_at.desc(), SavedAddress.id.desc())
    )
    return [_saved(row) for row in rows]


def find_saved(session: Session, storefront: Storefront, *, customer_id: int, address: Address) -> Saved | None:
    """The entry for this place, if there is one."""
    row = session.scalar(
        select(SavedAddress).where(_of(storefront, customer_id), SavedAddress.address_key == address.key)
    )
    return None if row is None else _saved(row)


def get_saved(session: Session, storefront: Storefront, *, customer_id: int, uuid: UUID) -> Saved:
    """One entry of the customer's own. Raises AddressNotFound."""
    return _saved(_get(session, storefront, customer_id, SavedAddress.uuid == uuid))


def get_named(session: Session, storefront: Storefront, *, customer_id: int, provider_address_id: str) -> Saved:
    """One entry of the customer's own by the provider's id. Raises AddressNotFound."""
    return _saved(_get(session, storefront, customer_id, SavedAddress.provider_address_id == provider_address_id))


def check_room(session: Session, storefront: Storefront, *, customer_id: int) -> None:
    """Raises AddressBookFull."""
    counted = session.scalar(select(func.count(SavedAddress.id)).where(_of(storefront, customer_id))) or 0
    if counted >= MOST_SAVED:
        raise AddressBookFull(limit=MOST_SAVED)


def save(session: Session, storefront: Storefront, new: NewEntry, *, now: datetime) -> tuple[Saved, bool]:
    """Put an address into the book, once however often it is saved at the same moment; and whether it is new.

    Without an id of the provider's, which may have been silent, the entry gets one of ours: carriers are sent the
    address itself, never its id.
    """
    for name in (new.provider_address_id, None):
        is_new = _insert(session, storefront, new, name or f"AD-{uuid4().hex}", now)
        kept = find_saved(session, storefront, customer_id=new.customer_id, address=new.address)
        if kept is not None:
            return kept, is_new
    raise RuntimeError("an id of our own was taken")


def touch(session: Session, storefront: Storefront, *, customer_id: int, address: Address, now: datetime) -> bool:
    """Note that the address was used; whether it is in the book at all."""
    found = session.scalar(
        update(SavedAddress)
        .where(_of(storefront, customer_id), SavedAddress.address_key == address.key)
        .values(last_used_at=now)
        .returning(SavedAddress.id)
        .execution_options(synchronize_session=False)
    )
    return found is not None


def change(
    session: Session, storefront: Storefront, *, customer_id: int, uuid: UUID, address: Address, now: datetime
) -> Saved:
    """Write another address into an entry, which keeps its ids. Raises AddressNotFound, AddressKnown."""
    # Whoever changes this customer's book waits here, so that two changes cannot end in the same address.
    session.scalar(select(Customer.id).where(Customer.id == customer_id).with_for_update(key_share=True))
    row = _get(session, storefront, customer_id, SavedAddress.uuid == uuid)
    same = find_saved(session, storefront, customer_id=customer_id, address=address)
    if same is not None and same.uuid != uuid:
        raise AddressKnown
    for name, value in columns_of(address).items():
        setattr(row, name, value)
    row.address_key = address.key
    row.updated_at = now
    session.flush()
    return _saved(row)


def forget(session: Session, storefront: Storefront, *, customer_id: int, uuid: UUID) -> Saved:
    """Take an entry out of the book; returns what it was. Raises AddressNotFound."""
    row = _get(session, storefront, customer_id, SavedAddress.uuid == uuid, for_update=True)
    saved = _saved(row)
    session.delete(row)
    session.flush()
    return saved


def _of(storefront: Storefront, customer_id: int) -> ColumnElement[bool]:
    return and_(
        SavedAddress.customer_id == customer_id,
        SavedAddress.platform_id == storefront.id,
        SavedAddress.environment == storefront.environment,
    )


def _get(
    session: Session,
    storefront: Storefront,
    customer_id: int,
    which: ColumnElement[bool],
    *,
    for_update: bool = False,
) -> SavedAddress:
    wanted = select(SavedAddress).where(_of(storefront, customer_id), which)
    row = session.scalar(wanted.with_for_update() if for_update else wanted)
    if row is None:
        raise AddressNotFound
    return row


def _insert(session: Session, storefront: Storefront, new: NewEntry, provider_address_id: str, now: datetime) -> bool:
    inserted = session.scalar(
        insert_into(session, SavedAddress)
        .values(
            uuid=uuid4(),
            customer_id=new.customer_id,
            platform_id=storefront.id,
            environment=storefront.environment,
            address_key=new.address.key,
            provider=new.provider,
            provider_address_id=provider_address_id,
            **columns_of(new.address),
            last_used_at=now,
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing()
        .returning(SavedAddress.id)
    )
    return inserted is not None


def columns_of(address: Address) -> dict[str, Any]:
    """The address as a row keeps it."""
    given = {name: getattr(address, name) for name in _FIELDS}
    return {name: None if name in _NULLABLE and not value else value for name, value in given.items()}


def _saved(row: SavedAddress) -> Saved:
    given: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    return Saved(
        uuid=row.uuid,
        provider=row.provider,
        provider_address_id=row.provider_address_id,
        address=Address.of({name: "" if value is None else value for name, value in given.items()}),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
