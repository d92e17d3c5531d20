"""The address book and the delivery provider's copy of it.

Our book is the truth: carriers are always sent the address itself. So a silent provider keeps nobody from saving,
changing or deleting; only an address it definitely refuses is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from app.domain.address import Address
from app.domain.address_fields import checked
from app.domain.errors import AddressBookFull, AddressKnown, AddressProblem, AddressRefused
from app.services import addresses
from app.services.addresses import NewEntry, Saved
from app.services.platforms import Storefront
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import DeliveryProvider, ProviderError, ProviderRefused, Providers

T = TypeVar("T")

# What stands in the book where no provider serves the storefront.
_NOBODY: Final = "none"
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Whose book it is, and what it is changed with."""

    uow: UnitOfWork
    clock: Clock
    providers: Providers
    storefront: Storefront
    customer_id: int


def add(book: Book, address: Address) -> Saved:
    """Put an address into the book. Raises AddressRefused, AddressKnown, AddressBookFull."""
    address = checked(address)
    with book.uow() as session:
        if addresses.find_saved(session, book.storefront, customer_id=book.customer_id, address=address):
            raise AddressKnown
        addresses.check_room(session, book.storefront, customer_id=book.customer_id)
    saved, is_new = _save(book, address)
    if not is_new:
        raise AddressKnown
    return saved


def remember(book: Book, address: Address) -> None:
    """Keep an address somebody used, and note when. A full book, or a provider that refuses, is no reason to stop."""
    with book.uow() as session:
        if addresses.touch(session, book.storefront, customer_id=book.customer_id, address=address, now=book.clock()):
            return
        try:
            addresses.check_room(session, book.storefront, customer_id=book.customer_id)
        except AddressBookFull:
            return
    try:
        _save(book, address)
    except AddressRefused:
        _log.info("the provider refused an address that carriers had prices for")


def change(book: Book, uuid: UUID, address: Address) -> Saved:
    """Write another address into an entry, which keeps its ids.

    Raises AddressRefused, AddressNotFound, AddressKnown.
    """
    address = checked(address)
    with book.uow() as session:
        before = addresses.get_saved(session, book.storefront, customer_id=book.customer_id, uuid=uuid)
        same = addresses.find_saved(session, book.storefront, customer_id=book.customer_id, address=address)
    if same is not None and same.uuid != uuid:
        raise AddressKnown
    provider = book.providers.delivery_named(before.provider)
    if provider is not None:
        _tell(lambda: provider.update_address(before.provider_address_id, address))
    with book.uow() as session:
        return addresses.change(
            session, book.storefront, customer_id=book.customer_id, uuid=uuid, address=address, now=book.clock()
        )


def forget(book: Book, uuid: UUID) -> None:
    """Take an entry out of the book, then out of the provider's. Raises AddressNotFound."""
    with book.uow() as session:
        gone = addresses.forget(session, book.storefront, customer_id=book.customer_id, uuid=uuid)
    _forget_outside(book.providers.delivery_named(gone.provider), gone.provider_address_id)


def _save(book: Book, address: Address) -> tuple[Saved, bool]:
    """To the provider, then into the book; a crash between the two leaves a copy nobody asks for."""
    provider = book.providers.delivery(book.storefront)
    found = None if provider is None else _tell(lambda: provider.save_address(address))
    new = NewEntry(
        customer_id=book.customer_id,
        address=address,
        provider=_NOBODY if provider is None else provider.name,
        provider_address_id=found,
    )
    with book.uow() as session:
        saved, is_new = addresses.save(session, book.storefront, new, now=book.clock())
    if found is not None and not is_new and saved.provider_address_id != found:
        # The same address, saved twice at once: the other one was first.
        _forget_outside(provider, found)
    return saved, is_new


def _tell(ask: Callable[[], T]) -> T | None:
    """What the provider answers; None when it cannot be asked now. Raises AddressRefused when it says no."""
    try:
        return ask()
    except ProviderRefused as error:
        if error.code == "address_refused":
            raise AddressRefused(field="", problem=AddressProblem.NOT_SERVED) from error
        _log.warning("the delivery provider keeps no copy of an address: %s", error.code)
    except ProviderError as error:
        _log.warning("the delivery provider keeps no copy of an address: %s", type(error).__name__)
    return None


def _forget_outside(provider: DeliveryProvider | None, provider_address_id: str) -> None:
    if provider is None:
        return
    try:
        provider.delete_address(provider_address_id)
    except ProviderError as error:
        _log.warning("the delivery provider kept an address that was deleted here: %s", type(error).__name__)
