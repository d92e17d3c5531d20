"""Fill an empty database with the demo shop: storefronts, goods, pictures, people and their past orders."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.loading import (
    addresses,
    bills,
    bookings,
    catalogue,
    events,
    gift_cards,
    guests,
    members,
    orders,
    people,
    queue,
    restaurant_media,
    restaurants,
    reviews,
    storefronts,
    table_deposits,
    wishes,
)
from app.demo.loading.tools import Loader
from app.models import Business
from app.services import search_index
from app.services.ports import FileStore, KeyedHasher, PasswordHasher

ALREADY = "the demo data is there already; nothing was changed."


def load_demo(
    session: Session, *, now: datetime, passwords: PasswordHasher, keyed: KeyedHasher, files: FileStore
) -> str:
    """Fill an empty database and say in one sentence what was done; a database that has a business is left alone.

    Runs in the caller's unit of work, so the shop is there whole or not at all. Balances come from funding transfers
    and stock from movements, so that the audit holds from the first day.
    """
    if session.scalar(select(Business.id).limit(1)) is not None:
        return ALREADY
    loader = Loader(session=session, now=now, passwords=passwords, keyed=keyed, files=files)
    places = storefronts.fill(loader)
    shelves = catalogue.fill(loader, places)
    reviews.fill(loader, shelves)
    customers = people.fill(loader, places)
    bills.fill_services(loader, places)
    addresses.fill(loader, places, customers)
    ordered = orders.fill(loader, places, customers)
    wishes.fill(loader, places, customers)
    restaurants.fill(loader, places)
    restaurant_media.fill(loader)
    known, signed_up = guests.fill(loader, places, customers)
    table_deposits.fill(loader, places, bookings.fill(loader, places, known, signed_up))
    queue.fill(loader, places, known, signed_up)
    events.fill(loader, places, known, signed_up)
    members.fill(loader, places, customers)
    gift_cards.fill(loader, places)
    for platform_id in places.platforms.values():
        search_index.reindex(session, platform_id)
    return (
        f"the demo data is loaded: {len(shelves)} products in {len(places.platforms)} storefronts,"
        f" {loader.pictures} pictures, {len(customers)} customers, {ordered} orders."
    )
