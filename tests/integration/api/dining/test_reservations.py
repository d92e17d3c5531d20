"""/api/booking/reservations/filter and /api/public/booking/reservation."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.reservations import ReservationPayment, ReservationState
from app.domain.states import Environment, PaymentPurpose, PaymentState, RefundReason, RefundState
from app.models import Branch, Payment, PaymentMethod, Refund, Reservation
from tests.factories import NOW, make_reservation, make_restaurant, tables_of
from tests.factories.clock import next_number
from tests.integration.api.dining.conftest import PHONE, Group
from tests.support.api import SANDBOX_KEY, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

FILTER = "/api/booking/reservations/filter"
PUBLIC = "/api/public/booking/reservation"
ROW: dict[str, Any] = {
    "id": 1042,
    "reservation_id": "RES123",
    "reservation_status": "CONFIRMED",
    "payment_status": "PAID",
    "start_time": "2024-12-01T19:00:00.000Z",
    "party_size": 4,
    "customer": {"id": 88, "first_name": "John", "last_name": "Doe", "mobile_number": "+971501234567"},
    "brand": {"id": 3, "name": "Brand Name"},
    "branch": {"id": 5, "name": "Downtown", "country": {"id": 1, "name": "UAE"}},
    "section": {"id": 2, "name": "Outdoor"},
    "tables": [{"id": 14, "table_number": "T-7"}],
    "payments": [{"id": 55, "amount": 150.0, "status": "PAID"}],
}
SAMPLE: dict[str, Any] = {
    "success": True,
    "data": [ROW],
    "pagination": {"total": 42, "pages": 3, "page": 1, "limit": 20, "hasNext": True, "hasPrev": False},
    "filters_applied": {
        "reservation_status": "CONFIRMED",
        "payment_status": None,
        "branch_id": "5",
        "brand_id": None,
        "country_id": None,
        "date_range": None,
        "search_query": None,
        "sort_by": "created_date",
        "sort_order": "desc",
    },
}
# 19:00 in Dubai on the first of December.
EVENING = datetime(2024, 12, 1, 15, tzinfo=UTC)


@pytest.fixture
def booked(group: Group, session: Session) -> Reservation:
    """RES123: paid, on the first of December at seven in the evening."""
    made = make_reservation(
        session,
        branch=group.branch,
        customer=group.john,
        reference="RES123",
        payment_state=ReservationPayment.PAID,
        party_size=4,
        starts_at=EVENING,
        request="By the window",
        allergies=["nuts"],
    )
    pay(session, made)
    session.commit()
    return made


def pay(session: Session, reservation: Reservation, **given: Any) -> Payment:
    """A deposit of 150.00."""
    payment = Payment(
        **{
            "purpose": PaymentPurpose.DEPOSIT,
            "platform_id": session.get_one(Branch, reservation.branch_id).platform_id,
            "environment": Environment.TEST,
            "customer_id": reservation.customer_id,
            "reservation_id": reservation.id,
            "method": PaymentMethod.SHOPPING_CARD,
            "reference": f"DEP{next_number()}",
            "currency": "AED",
            "amount_minor": 15_000,
            "state": PaymentState.SUCCEEDED,
            "created_at": NOW,
            "updated_at": NOW,
            **given,
        }
    )
    session.add(payment)
    session.flush()
    return payment


def references(dining: Family, **query: Any) -> list[str]:
    answer = dining.get(FILTER, key=SANDBOX_KEY, query=query)
    assert answer.status == 200, answer.json
    return [row["reservation_id"] for row in answer.json["data"]]


def test_the_filter_is_as_documented(dining: Family, booked: Reservation) -> None:
    query = {"reservation_status": "CONFIRMED", "branch_id": booked.branch_id, "limit": 20}
    answer = dining.get(FILTER, key=SANDBOX_KEY, query=query)

    assert answer.status == 200
    same_shape(SAMPLE, answer.json)
    assert answer.json["filters_applied"] == {
        **SAMPLE["filters_applied"],
        "branch_id": str(booked.branch_id),
    }
    row = answer.json["data"][0]
    assert (row["start_time"], row["customer"]["mobile_number"]) == ("2024-12-01T15:00:00.000Z", PHONE)
    assert row["payments"] == [{"id": row["payments"][0]["id"], "amount": 150.0, "status": "PAID"}]
    assert len(row["tables"]) == 1
    assert answer.json["pagination"] == {
        "total": 1,
        "pages": 1,
        "page": 1,
        "limit": 20,
        "hasNext": False,
        "hasPrev": False,
    }


def test_without_payment_status_only_what_is_in_force(
    dining: Family, booked: Reservation, group: Group, session: Session
) -> None:
    for state in (ReservationPayment.PENDING, ReservationPayment.REFUNDED, ReservationPayment.PAYLATER):
        make_reservation(session, branch=group.branch, reference=state.value, payment_state=state, is_claiming=False)
    session.commit()

    assert sorted(references(dining)) == ["PAYLATER", "RES123"]
    assert sorted(references(dining, payment_status="PENDING,refunded")) == ["PENDING", "REFUNDED"]
    answer = dining.get(FILTER, query={"payment_status": "PAID"})
    assert answer.json["filters_applied"]["payment_status"] == "PAID"


def test_states_by_either_name_and_spelling(dining: Family, group: Group, session: Session) -> None:
    for state in (ReservationState.CONFIRMED, ReservationState.PENDING, ReservationState.CANCELED):
        make_reservation(session, branch=group.branch, reference=state.value, state=state, is_claiming=False)
    session.commit()

    assert references(dining, status="CANCELLED") == ["CANCELED"]
    assert sorted(references(dining, reservation_status="CONFIRMED, PENDING")) == ["CONFIRMED", "PENDING"]
    assert references(dining, reservation_status="PENDING", status="CONFIRMED") == ["PENDING"]
    answer = dining.get(FILTER, query={"status": "CONFIRMED"})
    assert answer.json["filters_applied"]["reservation_status"] == "CONFIRMED"


def test_days_are_the_branchs_own_and_stand_over_ranges(
    dining: Family, booked: Reservation, group: Group, session: Session
) -> None:
    # Half past one in the night: the second of December in Dubai, still the first in UTC.
    make_reservation(
        session, branch=group.branch, reference="NIGHT", starts_at=datetime(2024, 12, 1, 21, 30, tzinfo=UTC)
    )
    session.commit()

    assert references(dining, date="2024-12-01") == ["RES123"]
    assert references(dining, date="2024-12-02", start_date="2030-01-01", end_time="2020-01-01T00:00:00Z") == ["NIGHT"]
    assert sorted(references(dining, start_date="2024-12-01", end_date="2024-12-31")) == ["NIGHT", "RES123"]
    assert references(dining, end_date="2024-12-01") == ["RES123"]
    assert references(dining, start_date="2024-12-01", start_time="2024-12-01T16:00:00Z") == ["NIGHT"]
    assert references(dining, end_time="2024-12-01T19:00:00+04:00") == ["RES123"]
    ranges = dining.get(FILTER, query={"date": "2024-12-01", "end_date": "2024-12-31"}).json["filters_applied"]
    assert ranges["date_range"] == {
        "date": "2024-12-01",
        "start_date": None,
        "end_date": None,
        "start_time": None,
        "end_time": None,
    }


def test_places_countries_and_the_reference(
    dining: Family, booked: Reservation, group: Group, session: Session
) -> None:
    branch = make_restaurant(session, platform=group.platform, code="ELSE1")
    make_reservation(session, branch=branch, reference="ELSEWHERE", country="KSA")
    session.commit()

    assert references(dining, branch_id=branch.id) == ["ELSEWHERE"]
    assert references(dining, brand_id=group.brand.id) == ["RES123"]
    assert references(dining, country="ksa") == ["ELSEWHERE"]
    assert len(references(dining, country_id=branch.country_id)) == 2
    assert references(dining, country_id=999_999) == []
    assert references(dining, reservation_id="RES123") == ["RES123"]
    assert references(dining, reservation_id="RES12") == []


def test_sorting_and_paging(dining: Family, group: Group, session: Session) -> None:
    for number, party in enumerate((4, 2, 6)):
        make_reservation(
            session,
            branch=group.branch,
            reference=f"R{number}",
            party_size=party,
            created_at=NOW + timedelta(minutes=number),
            is_claiming=False,
        )
    session.commit()

    assert references(dining) == ["R2", "R1", "R0"]
    assert references(dining, sort_by="party_size", sort_order="ASC") == ["R1", "R0", "R2"]
    assert references(dining, sort_by="party_size", sort_order="desc", page=2, limit=2) == ["R1"]
    pagination = dining.get(FILTER, query={"page": 2, "limit": 1}).json["pagination"]
    assert pagination == {"total": 3, "pages": 3, "page": 2, "limit": 1, "hasNext": True, "hasPrev": True}
    assert dining.get(FILTER, query={"limit": 5_000}).json["pagination"]["limit"] == 100


@pytest.mark.parametrize(
    "query",
    [
        {"sort_by": "customer.password_hash"},
        {"sort_by": "1;DROP TABLE reservation"},
        {"sort_order": "sideways"},
        {"date": "01/12/2024"},
        {"date": "9999-12-31"},
        {"start_time": "yesterday"},
        {"reservation_status": "MAYBE"},
        {"payment_status": "PAID,OFTEN"},
        {"branch_id": "x"},
        {"branch_id": "99999999999"},
        {"page": 0},
        {"limit": "all"},
        {"search": "\x00"},
    ],
)
def test_what_is_not_understood_is_refused(dining: Family, query: dict[str, Any]) -> None:
    answer = dining.get(FILTER, query=query)

    assert (answer.status, set(answer.json), answer.json["success"]) == (400, {"success", "message"}, False)


def test_unknown_and_empty_parameters_are_ignored(dining: Family, booked: Reservation) -> None:
    answer = dining.get(FILTER, query={"colour": "red", "status": "", "date": ""})

    assert [row["id"] for row in answer.json["data"]] == [booked.id]


def test_what_became_of_the_money(dining: Family, booked: Reservation, session: Session) -> None:
    pay(session, booked, state=PaymentState.ABANDONED)
    back = pay(session, booked)
    session.add(
        Refund(
            payment_id=back.id,
            key="cancel",
            reason=RefundReason.CANCELLED,
            state=RefundState.SUCCEEDED,
            reference="REF-BACK",
            currency="AED",
            amount_minor=15_000,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    session.commit()

    row = dining.get(FILTER).json["data"][0]
    assert [payment["status"] for payment in row["payments"]] == ["PAID", "FAILED", "REFUNDED"]


def test_a_page_takes_as_many_statements_for_thirty_as_for_one(dining: Family, group: Group, session: Session) -> None:
    def cost() -> int:
        with count_statements() as sent:
            assert dining.get(FILTER, key=SANDBOX_KEY, query={"limit": 50, "start_date": "2020-01-01"}).status == 200
        return len(sent)

    tables = tables_of(session, group.branch)
    made = make_reservation(session, branch=group.branch, tables=tables[:2], is_claiming=False)
    session.commit()
    one = cost()
    for _ in range(29):
        pay(
            session,
            make_reservation(session, branch=group.branch, customer=group.john, tables=tables, is_claiming=False),
        )
    pay(session, made)
    session.commit()

    # The key, its storefront, the clocks, how many, the rows, their tables and payments.
    assert (one, cost()) == (7, 7)


# --- the public route


def test_one_reservation(dining: Family, booked: Reservation) -> None:
    answer = dining.get(PUBLIC, key=SANDBOX_KEY, query={"id": booked.id, "page": "x"})

    assert answer.status == 200
    data = answer.json["data"]
    same_shape(
        ROW, {name: data[name] for name in ROW} | {"customer": {k: data["customer"][k] for k in ROW["customer"]}}
    )
    assert (data["end_time"], data["notes"], data["allergies"]) == (
        "2024-12-01T16:30:00.000Z",
        "By the window",
        ["nuts"],
    )
    masked = dining.get(PUBLIC, query={"id": booked.id}).json["data"]
    assert (masked["notes"], masked["allergies"], masked["customer"]["email"]) == ("•••", ["•••"], "j•••@•••.com")
    missing = dining.get(PUBLIC, query={"id": 999_999})
    assert (missing.status, missing.json) == (404, {"success": False, "message": "Reservation not found"})


def test_the_public_list_and_its_filters(dining: Family, booked: Reservation, group: Group, session: Session) -> None:
    make_reservation(session, branch=group.branch, reference="GONE", state=ReservationState.CANCELED, is_claiming=False)
    session.commit()

    def found(**query: Any) -> list[str]:
        body = dining.get(PUBLIC, query=query).json
        assert set(body) == {"success", "data", "pagination"}
        return sorted(row["reservation_id"] for row in body["data"])

    assert found() == ["GONE", "RES123"]
    assert found(customer_mobile_number="971501234567") == found(customer_mobile_number=PHONE) == ["RES123"]
    assert found(customer_mobile_number="50123") == []
    assert found(branch_id=group.branch.id) == found(branch_id="DT01") == ["GONE", "RES123"]
    assert found(branch_id="NOWHERE") == []
    assert found(status="CANCELED") == ["GONE"]
    assert found(start_date="2024-12-01", end_date="2024-12-01") == ["RES123"]
