"""Cards are made whole: numbered, encrypted, worth what they say, and the ledger knows where from."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from app.domain import gift_cards as rules
from app.domain.errors import BatchExists, NotAllowed
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.integrations.hashing import HmacHasher
from app.models import Account, AccountKind, AuditEntry, GiftCard, GiftCardVendor, StaffRole
from app.services import gift_cards, ledger_audit
from app.services.gift_cards import NewBatch, NewCard
from app.services.staff_accounts import StaffSeen
from tests.factories import NOW, make_business, make_gift_card, make_staff
from tests.factories.tenancy import SANDBOX

KEYED = HmacHasher(SANDBOX.pepper)
BATCH = NewBatch(
    batch_id="BATCH-007",
    card_name="Saudi Aramco",
    currency="SAR",
    amount_minor=30_000,
    cards_count=3,
    expires_on=date(2027, 4, 28),
)


@pytest.fixture
def tenant(session: Session) -> Tenant:
    return Tenant(make_business(session).id, Environment.TEST)


def _staff(session: Session, tenant: Tenant, role: StaffRole = StaffRole.MANAGER) -> StaffSeen:
    member = make_staff(session, business_id=tenant.business_id, role=role)
    return StaffSeen(
        staff_id=member.id,
        sign_in_id=0,
        business_id=tenant.business_id,
        environment=tenant.environment,
        name="",
        email="",
        role=role,
        every_location=True,
        location_ids=frozenset(),
    )


def _breaches(session: Session) -> list[str]:
    return [finding.promise for finding in ledger_audit.audit(session) if finding.breaches]


def test_a_batch_is_made_whole(session: Session, tenant: Tenant) -> None:
    staff = _staff(session, tenant)

    batch = gift_cards.make_batch(session, staff=staff, digest=KEYED.digest, new=BATCH, now=NOW)

    row = gift_cards.get_batch(session, tenant=tenant, batch_id="BATCH-007")
    cards = gift_cards.list_of_batch(session, tenant=tenant, batch=row, now=NOW)
    assert len({card.number for card in cards}) == 3
    assert {card.balance.minor for card in cards} == {30_000}
    owed = session.scalar(select(Account.balance_minor).where(Account.kind == AccountKind.FUNDING))
    assert owed == -90_000
    noted = session.scalars(select(AuditEntry)).one()
    assert (noted.action, noted.entity_id) == ("gift_card_batch_made", batch.id)
    assert _breaches(session) == []


def test_numbers_are_kept_encrypted_and_found_by_a_keyed_hash(session: Session, tenant: Tenant) -> None:
    card = make_gift_card(session, business_id=tenant.business_id, number="1521543829")

    kept = session.execute(text("SELECT number, number_hash, last4 FROM gift_card")).one()
    assert "1521543829" not in kept.number
    assert kept.number_hash == KEYED.digest("gift_card", "1521543829")
    assert kept.last4 == "3829"
    typed = gift_cards.hash_of(KEYED.digest, "١٥٢١ ٥٤٣ ٨٢٩")
    found = gift_cards.find_by_hash(session, tenant=tenant, number_hash=typed, now=NOW)
    assert found is not None
    assert found.id == card.id


def test_a_number_of_another_business_or_environment_is_unknown(session: Session, tenant: Tenant) -> None:
    make_gift_card(session, business_id=tenant.business_id, number="1521543829")
    number_hash = gift_cards.hash_of(KEYED.digest, "1521543829")

    others = (Tenant(make_business(session).id, Environment.TEST), Tenant(tenant.business_id, Environment.LIVE))
    for other in others:
        assert gift_cards.find_by_hash(session, tenant=other, number_hash=number_hash, now=NOW) is None


def test_a_reference_is_used_once_and_proposed_one_higher(session: Session, tenant: Tenant) -> None:
    staff = _staff(session, tenant)
    gift_cards.make_batch(session, staff=staff, digest=KEYED.digest, new=BATCH, now=NOW)

    with pytest.raises(BatchExists):
        gift_cards.make_batch(session, staff=staff, digest=KEYED.digest, new=BATCH, now=NOW)
    assert gift_cards.next_batch_id(session, tenant=tenant) == "BATCH-008"
    assert session.scalar(select(func.count(GiftCard.id))) == 3


def test_only_who_runs_the_business_makes_and_switches_cards(session: Session, tenant: Tenant) -> None:
    staff = _staff(session, tenant, StaffRole.STAFF)
    card = make_gift_card(session, business_id=tenant.business_id)

    with pytest.raises(NotAllowed):
        gift_cards.make_batch(session, staff=staff, digest=KEYED.digest, new=BATCH, now=NOW)
    with pytest.raises(NotAllowed):
        gift_cards.set_active(session, staff=staff, card_id=card.id, is_active=False, reason="x", now=NOW)


def test_a_card_is_switched_off_and_on_and_both_are_noted(session: Session, tenant: Tenant) -> None:
    staff, card = _staff(session, tenant), make_gift_card(session, business_id=tenant.business_id)

    for is_active in (False, False, True):
        gift_cards.set_active(session, staff=staff, card_id=card.id, is_active=is_active, reason="lost", now=NOW)

    noted = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in noted] == ["gift_card_disabled", "gift_card_enabled"]
    assert noted[0].after == {"is_active": False, "reason": "lost"}


def test_a_vendors_cards_keep_the_vendors_numbers(session: Session, tenant: Tenant) -> None:
    vendor = GiftCardVendor(business_id=tenant.business_id, name="Gift House", created_at=NOW)
    session.add(vendor)
    session.flush()

    gift_cards.take_in_vendor_cards(
        session,
        tenant=tenant,
        digest=KEYED.digest,
        vendor=vendor,
        cards=[NewCard(number="GH-7781", amount_minor=5_000, vendor_id=vendor.id)],
        currency="AED",
        delivery="1",
        now=NOW,
    )

    found = gift_cards.find_by_hash(
        session, tenant=tenant, number_hash=gift_cards.hash_of(KEYED.digest, "gh 7781"), now=NOW
    )
    assert found is not None
    assert found.balance.minor == 5_000
    assert _breaches(session) == []


def test_the_sheet_is_the_documents_and_no_cell_a_formula(session: Session, tenant: Tenant) -> None:
    gift_cards.fill_batch(
        session,
        tenant=tenant,
        digest=KEYED.digest,
        new=NewBatch(
            batch_id="B",
            card_name="=1+1",
            currency="SAR",
            amount_minor=29_950,
            cards_count=2,
            expires_on=date(2027, 4, 28),
        ),
        created_by=None,
        numbers=["1521543829", "1478811922"],
        now=NOW,
    )
    batch = gift_cards.get_batch(session, tenant=tenant, batch_id="B")

    later = NOW + timedelta(days=1)
    cards = gift_cards.every_of_batch(session, tenant=tenant, batch=batch, now=later)
    lines = "".join(gift_cards.sheet(batch, cards, with_numbers=True)).splitlines()
    assert lines[0] == "Card Number,Card Name,Amount,Currency,Balance,Status,Expiry Date,Created Date"
    made = NOW.strftime("%Y-%m-%d %H:%M:%S")
    assert lines[1] == f"1521543829,'=1+1,299.50,SAR,299.50,Active,2027-04-28,{made}"
    cards = gift_cards.every_of_batch(session, tenant=tenant, batch=batch, now=later)
    hidden = "".join(gift_cards.sheet(batch, cards, with_numbers=False))
    assert "1521543829" not in hidden
    assert rules.masked("3829") in hidden


def test_a_thousand_cards_take_no_more_statements_than_two(session: Session, tenant: Tenant) -> None:
    counted: dict[int, int] = {}
    for count in (2, 1_000):
        said: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object, said: list[str] = said) -> None:
            said.append(statement)

        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", note)
        gift_cards.fill_batch(
            session,
            tenant=tenant,
            digest=KEYED.digest,
            new=NewBatch(
                batch_id=f"B-{count}", card_name="Many", currency="SAR", amount_minor=30_000, cards_count=count
            ),
            created_by=None,
            now=NOW,
        )
        event.remove(bind, "before_cursor_execute", note)
        counted[count] = len(said)

    # The database takes a thousand rows in a few portions.
    assert counted[1_000] <= counted[2] + 10
    assert session.scalar(select(func.count(GiftCard.id)).where(GiftCard.account_id.is_(None))) == 0
    assert _breaches(session) == []
