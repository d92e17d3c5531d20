"""Merging wishlists, and telling people what they asked to hear."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.config import ROOT
from app.domain.errors import NotSignedIn
from app.domain.paging import Window
from app.domain.topics import TopicGroup
from app.integrations.messages.texts import TemplateTexts
from app.models import Business, Channel, Customer, OutboxMessage, Platform, Product, WishlistItem
from app.services import notifications, wishlists
from app.services.platforms import Storefront
from app.services.wishlists import WishChange, WishOwner
from tests.factories import NOW, make_customer, make_platform, make_product, make_wish, storefront_of

GUEST = WishOwner(guest_token_hash="a" * 64)
TEXTS = TemplateTexts(ROOT / "templates" / "email")


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session, name_en="Market", name_ar="السوق")


@pytest.fixture
def storefront(session: Session, platform: Platform) -> Storefront:
    return storefront_of(session, platform)


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    business = session.get_one(Business, platform.business_id)
    return make_customer(session, business=business, first_name="Ada", email="ada@example.com", phone="+2348000000009")


@pytest.fixture
def tea(session: Session, platform: Platform) -> Product:
    return make_product(session, platform=platform, name_en="Tea", name_ar="شاي", price_minor=100_000)


def listed(session: Session, storefront: Storefront, owner: WishOwner) -> list[tuple[str, str, int]]:
    found = wishlists.list_wishes(session, storefront, owner, window=Window(50), locale="en")
    return [(wish.name, wish.notes, wish.priority) for wish in found.items]


def set_product(session: Session, product: Product, **values: object) -> None:
    session.execute(update(Product).where(Product.id == product.id).values(**values))


def tell(session: Session) -> list[tuple[str, str]]:
    """One round; what it queued, to whom and on what."""
    wishlists.tell_of_changes(session, texts=TEXTS, now=NOW)
    rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    found = [(row.recipient, row.subject or row.body) for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    return found


# --- merging


def test_a_guests_list_moves_once_and_doubles_stay_single(
    session: Session, storefront: Storefront, platform: Platform, ada: Customer, tea: Product
) -> None:
    cup = make_product(session, platform=platform, name_en="Cup")
    mine = make_wish(session, tea, customer=ada, priority=4)
    make_wish(session, tea, guest_token_hash=GUEST.guest_token_hash, priority=1, notes="Green, please")
    theirs = make_wish(session, cup, guest_token_hash=GUEST.guest_token_hash, created_at=NOW + timedelta(minutes=1))
    uuids = {mine.uuid, theirs.uuid}

    moved = [wishlists.merge(session, storefront, customer_id=ada.id, guest=GUEST) for _twice in range(2)]

    owner = WishOwner(customer_id=ada.id)
    assert moved == [2, 0]
    assert listed(session, storefront, owner) == [("Cup", "", 3), ("Tea", "Green, please", 4)]
    assert listed(session, storefront, GUEST) == []
    assert set(session.scalars(select(WishlistItem.uuid))) == uuids


def test_ones_own_notes_stay(session: Session, storefront: Storefront, ada: Customer, tea: Product) -> None:
    make_wish(session, tea, customer=ada, notes="Black")
    make_wish(session, tea, guest_token_hash=GUEST.guest_token_hash, notes="Green")

    wishlists.merge(session, storefront, customer_id=ada.id, guest=GUEST)

    assert listed(session, storefront, WishOwner(customer_id=ada.id)) == [("Tea", "Black", 3)]


def test_nobodys_list_is_empty_and_costs_nothing(session: Session, storefront: Storefront) -> None:
    nobody = WishOwner()

    assert wishlists.merge(session, storefront, customer_id=1, guest=nobody) == 0
    assert wishlists.read_kept(session, storefront, nobody) == (0, {})
    assert wishlists.count(session, storefront, nobody) == 0


# --- being told


def test_back_in_stock_is_told_once_each_time(session: Session, ada: Customer, tea: Product) -> None:
    make_wish(session, tea, customer=ada, tell_in_stock=True)
    heard = [tell(session)]
    for stock in (0, 0, 5, 5, 0, 1):
        set_product(session, tea, stock=stock)
        heard.append(tell(session))

    back = [("ada@example.com", "Tea is back")]
    assert heard == [[], [], [], back, [], [], back]


def test_a_lower_price_is_told_once_and_only_below_what_was_told(session: Session, ada: Customer, tea: Product) -> None:
    make_wish(session, tea, customer=ada, tell_price_drop=True)
    heard = []
    for price in (100_000, 90_000, 90_000, 120_000, 95_000, 80_000):
        set_product(session, tea, price_minor=price)
        heard.append(len(tell(session)))

    assert heard == [0, 1, 0, 0, 0, 1]


def test_the_message_says_both_prices_in_the_customers_language(session: Session, ada: Customer, tea: Product) -> None:
    ada.locale = "ar"
    make_wish(session, tea, customer=ada, tell_price_drop=True)
    set_product(session, tea, price_minor=90_000)

    wishlists.tell_of_changes(session, texts=TEXTS, now=NOW)

    message = session.scalars(select(OutboxMessage)).one()
    assert (message.channel, message.subject, message.locale) == (Channel.EMAIL, "انخفض سعر «شاي»", "ar")
    assert "900.00 NGN" in message.body
    assert "1,000.00 NGN" in message.body
    assert "السوق" in message.body


def test_who_asked_for_nothing_or_wants_no_offers_is_not_told(
    session: Session, ada: Customer, tea: Product, platform: Platform
) -> None:
    cup = make_product(session, platform=platform)
    make_wish(session, tea, customer=ada)
    make_wish(session, cup, customer=ada, tell_price_drop=True)
    wishes = {(TopicGroup.OFFERS, channel): False for channel in (Channel.EMAIL, Channel.SMS)}
    notifications.set_wishes(session, customer_id=ada.id, wishes=wishes, now=NOW)
    for product in (tea, cup):
        set_product(session, product, price_minor=1)

    assert tell(session) == []


def test_a_text_message_goes_where_no_e_mail_may(session: Session, ada: Customer, tea: Product) -> None:
    make_wish(session, tea, customer=ada, tell_in_stock=True, seen_in_stock=False)
    notifications.set_wishes(session, customer_id=ada.id, wishes={(TopicGroup.OFFERS, Channel.EMAIL): False}, now=NOW)

    ((recipient, text),) = tell(session)

    assert recipient == "+2348000000009"
    assert text


def test_what_left_the_shop_is_no_news(session: Session, ada: Customer, tea: Product) -> None:
    make_wish(session, tea, customer=ada, tell_in_stock=True, seen_in_stock=False, tell_price_drop=True)
    set_product(session, tea, price_minor=1, is_active=False)

    assert tell(session) == []


def test_asking_starts_from_today(session: Session, storefront: Storefront, ada: Customer, tea: Product) -> None:
    wish = make_wish(session, tea, customer=ada, seen_minor=200_000, seen_in_stock=False)
    owner = WishOwner(customer_id=ada.id)
    wanted = WishChange(tell_in_stock=True, tell_price_drop=True)

    wishlists.change(session, storefront, owner, item_uuid=wish.uuid, wanted=wanted, now=NOW)

    assert tell(session) == []


def test_a_guest_cannot_be_told(session: Session, storefront: Storefront, tea: Product) -> None:
    wish = make_wish(session, tea, guest_token_hash=GUEST.guest_token_hash)

    with pytest.raises(NotSignedIn):
        wishlists.change(
            session, storefront, GUEST, item_uuid=wish.uuid, wanted=WishChange(tell_in_stock=True), now=NOW
        )
