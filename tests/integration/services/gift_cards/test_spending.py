"""A card pays what it holds, where it counts, while it is good; and what it paid comes back to it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import GiftCardNotFound, GiftCardProblem, GiftCardUnusable
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, GiftCard, Platform
from app.services import gift_cards, ledger, ledger_audit
from app.services.gift_cards import Movement, Place
from tests.factories import NOW, make_branch, make_gift_card, make_platform


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


def _pay(
    session: Session, platform: Platform, card: GiftCard, minor: int, *, key: str = "1", place: Place = gift_cards.SHOP
) -> None:
    tenant = Tenant(platform.business_id, Environment.TEST)
    sales = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SALES, currency="NGN", platform_id=platform.id, now=NOW
    )
    gift_cards.pay_part(
        session,
        tenant=tenant,
        card_id=card.id,
        amount_minor=minor,
        target=sales,
        movement=Movement(key=key, description="Order", platform_id=platform.id),
        place=place,
        now=NOW,
    )


def _left(session: Session, card: GiftCard) -> int:
    return session.get_one(Account, card.account_id, populate_existing=True).balance_minor


def test_a_card_pays_in_parts_once_per_key_and_never_more_than_it_holds(session: Session, platform: Platform) -> None:
    card = make_gift_card(session, business_id=platform.business_id, amount_minor=30_000)

    for key in ("1", "1", "2"):
        _pay(session, platform, card, 10_000, key=key)
    assert _left(session, card) == 10_000
    with pytest.raises(GiftCardUnusable) as refused, session.begin_nested():
        _pay(session, platform, card, 10_001, key="3")

    assert refused.value.reason == GiftCardProblem.EMPTY
    assert _left(session, card) == 10_000
    assert not [finding for finding in ledger_audit.audit(session) if finding.breaches]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_active": False}, GiftCardProblem.INACTIVE),
        ({"expires_at": NOW}, GiftCardProblem.EXPIRED),
        ({"currency": "AED"}, GiftCardProblem.OTHER_CURRENCY),
    ],
)
def test_what_a_card_is_refused_for(
    session: Session, platform: Platform, change: dict[str, Any], reason: GiftCardProblem
) -> None:
    card = make_gift_card(session, business_id=platform.business_id, **change)

    with pytest.raises(GiftCardUnusable) as refused:
        _pay(session, platform, card, 100)

    assert refused.value.reason == reason


def test_a_brands_card_pays_at_its_restaurants_only(session: Session, platform: Platform) -> None:
    branch = make_branch(session, platform=platform)
    card = make_gift_card(session, business_id=platform.business_id, brand_id=branch.brand_id, branch_id=branch.id)

    for place in (gift_cards.SHOP, Place(brand_id=branch.brand_id, branch_id=branch.id + 1)):
        with pytest.raises(GiftCardUnusable) as refused:
            _pay(session, platform, card, 100, place=place)
        assert refused.value.reason == GiftCardProblem.OTHER_BRANCH
    _pay(session, platform, card, 100, place=Place(brand_id=branch.brand_id, branch_id=branch.id))
    assert _left(session, card) == 29_900


def test_another_businesss_card_does_not_exist(session: Session, platform: Platform) -> None:
    card = make_gift_card(session, business_id=make_platform(session, is_default=False).business_id)

    with pytest.raises(GiftCardNotFound):
        _pay(session, platform, card, 100)


def test_money_that_comes_back_to_an_expired_card_can_still_be_spent(session: Session, platform: Platform) -> None:
    card = make_gift_card(session, business_id=platform.business_id, expires_at=rules.end_of(date(2020, 1, 1)))

    gift_cards.account_to_refill(session, card_id=card.id, now=NOW)

    assert card.expires_at is not None
    assert card.expires_at > NOW + timedelta(days=89)
