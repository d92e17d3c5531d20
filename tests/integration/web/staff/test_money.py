"""Money that needs a person: the lists, who may see them, and each decision with its confirmation."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from app.domain.bills import BillKind, BillReason
from app.domain.states import BillState, PaymentPurpose, PaymentState, RefundReason, RefundState
from app.models import AuditEntry, Bill, BillService, Payment, PaymentMethod, Platform, Refund, StaffMember, StaffRole
from app.services import ledger, shopping_card
from app.services.bills import PlanView, ServiceView, purchases
from app.services.bills.purchases import NewBill
from app.services.ledger_audit import audit
from tests.factories import NOW, make_customer, make_platform, storefront_of
from tests.factories.bills import make_bill_services
from tests.integration.web.staff.conftest import Shopfloor
from tests.support.pages import PageClient
from tests.support.statements import count_statements

Enter = Callable[[StaffMember], PageClient]
ASKED = 10_000


@pytest.fixture
def boss(floor: Shopfloor) -> StaffMember:
    return floor.staff(role=StaffRole.MANAGER, name="Ngozi")


@pytest.fixture
def desk(enter: Enter, boss: StaffMember) -> PageClient:
    return enter(boss)


def top_up(floor: Shopfloor, **given: Any) -> Payment:
    """A top-up of 100 naira of which the gateway has taken more."""
    if "customer_id" not in given:
        ada = make_customer(floor.session, business=floor.business, first_name="Ada", phone="+2348015557777")
        given["customer_id"] = ada.id
    made = Payment(
        **{
            "purpose": PaymentPurpose.CARD_FUNDING,
            "platform_id": floor.platform.id,
            "environment": "test",
            "method": PaymentMethod.GATEWAY,
            "provider": "sandbox",
            "provider_reference": "GW-77",
            "reference": ledger.new_reference("TXN"),
            "currency": "NGN",
            "amount_minor": ASKED,
            "seen_minor": ASKED + 500,
            "seen_currency": "NGN",
            "reason": "amount_mismatch",
            "state": PaymentState.NEEDS_REVIEW,
            "created_at": NOW,
            "updated_at": NOW,
            **given,
        }
    )
    floor.session.add(made)
    floor.session.commit()
    return made


def breaches(floor: Shopfloor) -> list[str]:
    return [finding.promise for finding in audit(floor.session) if finding.breaches]


def sure(browser: PageClient, path: str, **given: str) -> Any:
    """Open the confirmation and send its form."""
    page = browser.get(path)
    return browser.follow(browser.post(path, {**page.form(path), **given}))


def test_a_case_says_what_it_is_and_what_can_be_done(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor)

    page = desk.get("/staff/money")

    card = page.one(f"#case-{payment.uuid}")
    words = " ".join(card.get_text(" ").split())
    for part in ("Top-up of the shopping card", "Ada", "₦100.00", "₦105.00", payment.reference, "GW-77", "sandbox"):
        assert part in words, words
    assert "The gateway took more than we asked for." in words
    assert "5557777" not in words
    assert [link.get_text().split(" TXN")[0] for link in card.select(".money-deeds a")] == [
        "Ask the gateway again",
        "Accept",
        "Give the money back",
    ]
    assert page.texts(".tabs .badge") == ["1", "0", "0", "0"]
    assert page.texts(".staff-nav .badge") == ["1 need attention"]


def test_too_little_cannot_be_accepted(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor, seen_minor=1)

    assert "Accept" not in desk.get("/staff/money").text
    page = desk.follow(desk.get(f"/staff/money/payments/{payment.uuid}/accept", status=303))
    assert "cannot be done to it" in page.text


def test_accepted_a_top_up_is_on_the_card_whole(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor)

    page = sure(desk, f"/staff/money/payments/{payment.uuid}/accept")

    assert f"{payment.reference} is accepted." in page.text
    assert (payment.state, payment.amount_minor) == (PaymentState.SUCCEEDED, ASKED + 500)
    assert "Nothing needs you here" in page.text
    assert breaches(floor) == []


def test_given_back_what_was_seen_is_owed(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor, seen_currency="GHS")

    sure(desk, f"/staff/money/payments/{payment.uuid}/give-back")

    [refund] = floor.session.scalars(select(Refund))
    assert (refund.currency, refund.amount_minor, refund.reason) == ("GHS", ASKED + 500, RefundReason.NOT_ACCEPTED)
    assert (payment.state, breaches(floor)) == (PaymentState.REVERSED, [])


def test_the_slower_one_is_told_who_was_faster(enter: Enter, desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor)
    path = f"/staff/money/payments/{payment.uuid}/give-back"
    other = enter(floor.staff(role=StaffRole.ADMIN))
    form = other.get(path).form(path)
    sure(desk, path)

    late = other.follow(other.post(path, form))
    mine = desk.follow(desk.get(path, status=303))

    assert "Ngozi was faster and has decided this." in late.text
    assert "You have decided this already." in mine.text
    assert len(floor.session.scalars(select(Refund)).all()) == 1


def test_a_failed_refund_is_tried_again_or_paid_by_hand(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor)
    sure(desk, f"/staff/money/payments/{payment.uuid}/give-back")
    [refund] = floor.session.scalars(select(Refund))
    refund.state, refund.last_error = RefundState.FAILED, "card closed"
    floor.session.commit()
    assert "card closed" in desk.get("/staff/money?tab=refunds").text
    sure(desk, f"/staff/money/refunds/{refund.uuid}/try")
    assert refund.state is RefundState.PENDING
    refund.state = RefundState.FAILED
    floor.session.commit()
    path = f"/staff/money/refunds/{refund.uuid}/by-hand"

    empty = desk.post(path, desk.get(path).form(path), status=422)
    page = sure(desk, path, note="Bank transfer 77")

    assert empty.summary == [("Write down what was done, for whoever looks at it later.", "note")]
    assert f"{refund.reference} counts as paid out." in page.text
    assert (refund.state, refund.by_hand, breaches(floor)) == (RefundState.SUCCEEDED, "Bank transfer 77", [])


def test_a_charge_back_is_taken_note_of(desk: PageClient, floor: Shopfloor) -> None:
    payment = top_up(floor, state=PaymentState.REVERSED, reason="charged_back")
    path = f"/staff/money/charge_backs/{payment.uuid}/acknowledge"
    assert "never counted" in desk.get("/staff/money?tab=charge_backs").text

    page = sure(desk, path, note="Lost the dispute")

    assert page.texts(".tabs .badge") == ["0", "0", "0", "0"]
    assert payment.acknowledged_at is not None
    [entry] = floor.session.scalars(select(AuditEntry).where(AuditEntry.action == "charge_back_acknowledged"))
    assert entry.after == {"note": "Lost the dispute"}


@pytest.mark.parametrize(("text", "count"), [("GW-77", 1), ("gw-7", 1), ("%", 0), ("nothing", 0)])
def test_a_case_is_found_by_reference(desk: PageClient, floor: Shopfloor, text: str, count: int) -> None:
    top_up(floor)

    page = desk.get(f"/staff/money?q={quote(text)}")

    assert len(page.select(".money-cases article")) == count
    assert page.texts(".tabs .badge")[0] == str(count)
    assert page.texts(".staff-nav .badge") == ["1 need attention"]


@pytest.mark.parametrize("role", [StaffRole.STAFF, StaffRole.HOST])
def test_others_of_the_business_do_not_see_it(enter: Enter, floor: Shopfloor, role: StaffRole) -> None:
    payment = top_up(floor)
    browser = enter(floor.staff(floor.place, role=role))

    browser.get("/staff/money", status=403)
    browser.get(f"/staff/money/payments/{payment.uuid}/give-back", status=403)
    browser.post(f"/staff/money/payments/{payment.uuid}/give-back", {}, status=403)
    assert "Money" not in browser.get("/staff/orders").texts(".staff-nav a")
    assert payment.state is PaymentState.NEEDS_REVIEW


def test_another_business_finds_nothing(desk: PageClient, floor: Shopfloor) -> None:
    other = make_platform(floor.session)
    payment = top_up(floor, platform_id=other.id)

    assert "Nothing needs you here" in desk.get("/staff/money").text
    desk.get(f"/staff/money/payments/{payment.uuid}/give-back", status=404)
    desk.post(f"/staff/money/payments/{payment.uuid}/give-back", {}, status=404)


@pytest.mark.parametrize("path", ["payments/{}/nonsense", "nonsense/{}/ask", "bills/{}/ask"])
def test_a_strange_address_is_not_found(desk: PageClient, floor: Shopfloor, path: str) -> None:
    desk.get(f"/staff/money/{path.format(top_up(floor).uuid)}", status=404)


def test_nobody_signed_in_is_led_to_the_door(pages: PageClient, floor: Shopfloor) -> None:
    assert "/staff/sign-in" in pages.get("/staff/money", status=303).location


def test_many_cases_cost_no_more_statements(desk: PageClient, floor: Shopfloor) -> None:
    first = top_up(floor)
    with count_statements() as one:
        desk.get("/staff/money")
    for _ in range(4):
        top_up(floor, customer_id=first.customer_id)
    with count_statements() as five:
        desk.get("/staff/money")

    assert len(five) == len(one)


def bill(floor: Shopfloor, **given: Any) -> Bill:
    """A meter's token that has not come."""
    platform = floor.session.get_one(Platform, floor.platform.id)
    customer = make_customer(floor.session, business=floor.business, first_name="Ada")
    storefront = storefront_of(floor.session, platform)
    shopping_card.fund(
        floor.session,
        tenant=storefront.tenant,
        customer_id=customer.id,
        platform_id=platform.id,
        amount_minor=ASKED,
        currency="NGN",
        key="opening",
        now=NOW,
    )
    service = make_bill_services(floor.session, platform.id)[BillKind.ELECTRICITY]
    row = floor.session.scalars(select(BillService).where(BillService.uuid == service)).one()
    new = NewBill(
        customer_id=customer.id,
        request_key="key",
        service=ServiceView.of(row),
        plan=PlanView(
            id=1,
            slug="ekedc-prepaid",
            name="Prepaid",
            amount_minor=None,
            currency="NGN",
            biller_id=1,
            biller_slug=row.slug,
            period=None,
        ),
        account_number="12345678901",
        account_name="Ada Obi",
        amount_minor=ASKED,
        provider="sandbox",
        locale="en",
    )
    made = purchases.open_bill(floor.session, storefront, new, now=NOW)
    made.review_since, made.attempts, made.reason = NOW, 1, BillReason.TOKEN_MISSING
    for name, value in given.items():
        setattr(made, name, value)
    floor.session.commit()
    return made


def test_a_delivered_bill_wants_its_token(desk: PageClient, floor: Shopfloor) -> None:
    made = bill(floor)
    path = f"/staff/money/bills/{made.uuid}/delivered"
    page = desk.get(path)
    assert "The provider could not say what became of this." in page.text

    empty = desk.post(path, page.form(path), status=422)
    done = sure(desk, path, token="1234-5678")

    assert empty.summary == [("Enter the token that the provider has told you.", "token")]
    assert f"{made.reference} counts as delivered" in done.text
    assert (made.state, made.token, breaches(floor)) == (BillState.SUCCEEDED, "1234-5678", [])


def test_a_bill_that_was_not_delivered_gives_the_money_back(desk: PageClient, floor: Shopfloor) -> None:
    made = bill(floor)
    assert "has sent no token" in desk.get("/staff/money?tab=bills").text

    page = sure(desk, f"/staff/money/bills/{made.uuid}/not-delivered")

    assert f"The money of {made.reference} is back on the customer's card." in page.text
    assert (made.state, made.review_since, breaches(floor)) == (BillState.FAILED, None, [])
    again = desk.follow(desk.get(f"/staff/money/bills/{made.uuid}/delivered", status=303))
    assert "You have decided this already." in again.text
