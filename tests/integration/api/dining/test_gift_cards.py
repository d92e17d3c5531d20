"""/api/gift-cards in its seven modes: the documented shapes, which mode wins, and what is told to whom."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import AccountKind, GiftCard
from app.services import gift_cards, ledger
from app.services.gift_cards import Movement, NewBatch, Place
from app.services.gift_cards.looking import MOST_BY_ADDRESS, MOST_BY_NUMBER
from tests.factories import NOW, make_gift_card, make_gift_card_template
from tests.integration.api.dining.conftest import OTHER_KEY, PUBLISHABLE_KEY, Group
from tests.integration.services.gift_cards.test_making import KEYED
from tests.support.api import SANDBOX_KEY, Answer, Family
from tests.support.shapes import same_shape

PATH = "/api/gift-cards"
NUMBERS = ("1521543829", "1478811922", "1412571969")
CARD = {
    "id": 4513,
    "card_number": "1521543829",
    "regular_gift_card_id": None,
    "bulk_gift_card_id": 530,
    "vendor_gift_card_id": None,
    "amount_type": "FIXED",
    "currency": "SAR",
    "amount": 300.0,
    "remaining_balance": 300.0,
    "min_value": None,
    "max_value": None,
    "is_active": True,
    "purchase_date": None,
    "expiry_date": "2027-04-28T00:00:00.000Z",
    "duration": None,
    "user_id": None,
    "brand_id": 2,
    "branch_id": None,
    "form_details": None,
    "created_at": "2026-04-28T12:32:32.349Z",
    "updated_at": None,
}
SHEET = """\
Card Number,Card Name,Amount,Currency,Balance,Status,Expiry Date,Created Date
1521543829,Saudi Aramco,300,SAR,300,Active,2027-04-28,2026-04-28 12:32:32
1478811922,Saudi Aramco,300,SAR,300,Active,2027-04-28,2026-04-28 12:32:32
1412571969,Saudi Aramco,300,SAR,300,Active,2027-04-28,2026-04-28 12:32:32
"""


@pytest.fixture(autouse=True)
def _batch(session: Session, group: Group) -> None:
    """The document's batch, of three cards."""
    gift_cards.fill_batch(
        session,
        tenant=Tenant(group.business.id, Environment.TEST),
        digest=KEYED.digest,
        new=NewBatch(
            batch_id="BATCH-001",
            card_name="Saudi Aramco",
            currency="SAR",
            amount_minor=30_000,
            cards_count=3,
            expires_on=date(2027, 4, 28),
            brand_id=group.brand.id,
        ),
        created_by=None,
        numbers=NUMBERS,
        ids=[4513, 4514, 4515],
        batch_key=530,
        batch_made_at=datetime(2026, 4, 28, 12, 32, 32, 349_000, UTC),
        now=NOW,
    )
    session.commit()


def _ask(dining: Family, key: str | None = SANDBOX_KEY, **query: Any) -> Answer:
    return dining.get(PATH, key=key, query=query)


def _spend(session: Session, group: Group, card_id: int, minor: int) -> None:
    """John pays with a card at the branch downtown."""
    tenant = Tenant(group.business.id, Environment.TEST)
    gift_cards.pay_part(
        session,
        tenant=tenant,
        card_id=card_id,
        amount_minor=minor,
        target=ledger.get_or_open_account(
            session, tenant=tenant, kind=AccountKind.SALES, currency="SAR", platform_id=group.platform.id, now=NOW
        ),
        movement=Movement(key="spent", description="Dinner", customer_id=group.john.id),
        place=Place(brand_id=group.brand.id, branch_id=group.branch.id),
        now=NOW,
    )
    session.commit()


def test_one_card_is_as_documented(dining: Family, group: Group) -> None:
    answer = _ask(dining, id=4513, batch_id="ignored", page="x")

    assert answer.status == 200
    assert answer.json == {"success": True, "data": CARD | {"brand_id": group.brand.id}}
    missing = _ask(dining, id=9_999_999)
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Gift card not found"})


def test_cards_of_a_template_the_newest_first(dining: Family, session: Session, group: Group) -> None:
    template = make_gift_card_template(session, platform=group.platform)
    for _ in range(3):
        make_gift_card(session, business_id=group.business.id, currency="AED", template_id=template.id)
    session.commit()

    answer = _ask(dining, regular_gift_card_id=template.id, limit=2, bulk_table="true")

    assert [card["regular_gift_card_id"] for card in answer.json["data"]] == [template.id] * 2
    assert answer.json["meta"] == {"total": 3, "page": 1, "limit": 2, "pages": 2}


def test_batches_are_listed_without_cards(dining: Family) -> None:
    answer = _ask(dining, bulk_table="true", batch_id="BATCH-001")

    assert answer.json == {
        "success": True,
        "data": [{"id": 530, "batch_id": "BATCH-001", "card_name": "Saudi Aramco", "cards_count": 3}],
        "meta": {"total": 1, "page": 1, "limit": 10, "pages": 1},
    }


def test_a_batch_and_its_cards(dining: Family) -> None:
    answer = _ask(dining, batch_id="BATCH-001", balance="true", card_number="1")

    data = answer.json["data"]
    assert (data["id"], data["batch_id"], data["card_name"]) == (530, "BATCH-001", "Saudi Aramco")
    same_shape([CARD], data["gift_cards"])
    assert [card["card_number"] for card in data["gift_cards"]] == list(NUMBERS)
    for query in ({}, {"download_csv": "true"}):
        missing = _ask(dining, batch_id="530", **query)
        assert (missing.status, missing.json) == (404, {"success": False, "message": "Batch not found"})


def test_a_batch_as_the_documents_sheet(dining: Family) -> None:
    answer = _ask(dining, batch_id="BATCH-001", download_csv="true")

    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gift-cards-batch-BATCH-001.csv"'
    assert answer.text == SHEET


@pytest.mark.parametrize("key", [SANDBOX_KEY, PUBLISHABLE_KEY, None])
def test_a_balance_is_told_to_who_knows_the_number(dining: Family, session: Session, key: str | None) -> None:
    answer = _ask(dining, key, balance="true", card_number=" 1521 543829")

    assert answer.json == {
        "success": True,
        "data": {"card_number": "1521543829", "balance": 300.0, "currency": "SAR", "status": "active"},
    }
    missing = _ask(dining, key, balance="true", card_number="1521543820")
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Gift card not found"})
    card = session.get_one(GiftCard, 4513)
    card.expires_at = rules.end_of(date(2020, 1, 1))
    session.commit()
    assert _ask(dining, key, balance="true", card_number="1521543829").json["data"]["status"] == "expired"
    card.is_active = False
    session.commit()
    assert _ask(dining, key, balance="true", card_number="1521543829").json["data"]["status"] == "disabled"


def test_the_list_and_its_filters(dining: Family, session: Session, group: Group) -> None:
    _spend(session, group, 4513, 5_000)
    sold = make_gift_card(session, business_id=group.business.id, currency="AED", purchased_at=NOW, batch_id=530)
    disabled = make_gift_card(session, business_id=group.business.id, branch_id=group.branch.id, is_active=False)
    session.commit()

    def ids(**query: Any) -> set[int]:
        body = _ask(dining, **query).json
        assert body["meta"]["total"] == len(body["data"])
        return {card["id"] for card in body["data"]}

    spent = _ask(dining, customer_id=group.john.id).json["data"]
    same_shape([CARD | {"updated_at": CARD["created_at"]}], spent)
    assert spent[0]["remaining_balance"] == 250
    every = set(session.scalars(select(GiftCard.id)))
    assert ids() == every
    assert ids(balance="true") == every, "balance without a number is the list"
    assert ids(download_csv="true") == every
    assert ids(customer_id=group.john.id) == ids(mobile_number="971501234567") == {4513}
    assert ids(mobile_number="+971501234567", status="inactive") == set()
    assert ids(mobile_number="+971509999999") == ids(mobile_number="nobody") == set()
    assert ids(card_number="1521543829") == {4513}
    assert ids(card_number="152154382") == set()
    assert ids(status="inactive") == {disabled.id}
    assert ids(status="active") == every - {disabled.id}
    assert ids(bulk_gift_card_id=530) == every - {disabled.id, sold.id}
    assert ids(branch_id=group.branch.id) == {disabled.id}
    assert len(ids(brand_id=group.brand.id)) == 3


@pytest.mark.parametrize(
    "query", [{"bulk_gift_card_id": "BATCH-001"}, {"page": 0}, {"limit": 0}, {"status": "expired"}, {"id": "x"}]
)
def test_a_known_parameter_with_a_bad_value_is_refused(dining: Family, query: dict[str, Any]) -> None:
    answer = _ask(dining, **query)

    assert answer.status == 400
    same_shape({"success": False, "message": ""}, answer.json)


@pytest.mark.parametrize("key", [None, PUBLISHABLE_KEY])
def test_without_a_secret_key_no_mode_tells_a_number(dining: Family, key: str | None) -> None:
    modes: list[dict[str, Any]] = [
        {"id": 4513},
        {},
        {"batch_id": "BATCH-001"},
        {"batch_id": "BATCH-001", "download_csv": "true"},
        {"bulk_gift_card_id": 530},
        {"card_number": "1478811922"},
    ]
    for query in modes:
        answer = _ask(dining, key, **query)
        assert answer.status == 200
        assert not [number for number in NUMBERS if number in answer.text], query
        assert rules.masked("1922" if "card_number" in query else "3829") in answer.text, query


def test_another_businesss_key_sees_none_of_it_and_a_wrong_one_nothing(dining: Family) -> None:
    assert _ask(dining, OTHER_KEY).json["data"] == []
    for query in ({"id": 4513}, {"batch_id": "BATCH-001"}, {"balance": "true", "card_number": NUMBERS[0]}):
        assert _ask(dining, OTHER_KEY, **query).status == 404
    assert _ask(dining, "wrong").status == 401


def test_guessing_is_slow_from_everywhere_and_from_one_address(dining: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hit and miss count alike; who has a secret key is not counted."""
    for _ in range(MOST_BY_NUMBER):
        assert _ask(dining, None, balance="true", card_number="1521543829").status == 200
    refused = _ask(dining, None, balance="true", card_number="1521543829")
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert _ask(dining, balance="true", card_number="1521543829").status == 200

    monkeypatch.setattr("app.api.dining.views.gift_cards.counted_address", lambda _remote, **_: "203.0.113.9")
    answers = [
        _ask(dining, None, balance="true", card_number=str(1_000_000_000 + guess)).status
        for guess in range(MOST_BY_ADDRESS + 1)
    ]
    assert answers == [404] * MOST_BY_ADDRESS + [429]
