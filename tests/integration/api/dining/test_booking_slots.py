"""/api/public/booking/available-slots: a branch's times for a party, by section and period."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import AvailabilityRule, Branch
from tests.factories import make_rule, make_seating, make_section, make_table, tables_of
from tests.integration.api.dining.conftest import OTHER_KEY, PUBLISHABLE_KEY, Group
from tests.support.api import SANDBOX_KEY, Answer, Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

SLOTS = "/api/public/booking/available-slots"
# A week ahead, so that no slot is over and the branch takes bookings already.
DAY = (utc_now() + timedelta(days=7)).date()
SLOT = {
    "start_time": "2026-06-11T15:00:00.000Z",
    "end_time": "2026-06-11T16:30:00.000Z",
    "local_time": "19:00",
    "rule_id": 1,
    "available": True,
    "reason": None,
    "remaining_capacity": 18,
    "price": 0,
    "deposit": 0,
    "total_deposit": 0,
    "is_hidden": False,
}
BRANCH = {"id": 1, "branch_code": "DT01", "branch_name": "Downtown", "time_zone": "Asia/Dubai", "currency": "AED"}


def slots(dining: Family, key: str | None = None, **query: Any) -> Answer:
    asked = {"branchId": "DT01", "date": DAY.isoformat(), **query}
    return dining.get(SLOTS, query=asked, headers={"x-api-key": key} if key else {})


def times(answer: Answer) -> list[dict[str, Any]]:
    return [slot for section in answer.json["data"] for period in section["periods"] for slot in period["slots"]]


def rule_of(session: Session, branch: Branch) -> AvailabilityRule:
    return session.scalars(select(AvailabilityRule).where(AvailabilityRule.branch_id == branch.id)).one()


def test_a_day_stands_by_section_and_period(dining: Family, group: Group, session: Session) -> None:
    make_rule(session, group.branch, title_en="Night", starts_minute=1500, ends_minute=1500)
    session.commit()

    answer = slots(dining, partySize=4)

    assert answer.status == 200
    section = {"section_id": 1, "section_name": "Main hall", "available": True}
    periods = [{"period": "All day", "slots": [SLOT]}]
    same_shape(
        {
            "success": True,
            "branch": BRANCH,
            "date": "2026-06-11",
            "party_size": 4,
            "data": [{**section, "periods": periods}],
        },
        answer.json,
    )
    (hall,) = answer.json["data"]
    assert [period["period"] for period in hall["periods"]] == ["All day", "Night"]
    first, night = hall["periods"][0]["slots"][0], hall["periods"][1]["slots"][0]
    assert (first["local_time"], first["start_time"]) == ("12:00", f"{DAY}T08:00:00.000Z")
    # One at night is the evening's.
    assert (night["local_time"], night["start_time"]) == ("01:00", f"{DAY}T21:00:00.000Z")


def test_the_branch_is_named_by_its_row_or_its_code_and_two_come_if_nobody_says(dining: Family, group: Group) -> None:
    by_row = slots(dining, branchId=group.branch.id)

    assert by_row.json == slots(dining).json
    assert by_row.json["party_size"] == 2


def test_live_bookings_are_respected_and_refusals_say_why(dining: Family, group: Group, session: Session) -> None:
    noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=ZoneInfo("Asia/Dubai"))
    make_seating(session, tables_of(session, group.branch), service_date=DAY, starts_at=noon, party_size=18)
    session.commit()

    found = times(slots(dining, partySize=4))

    assert [(slot["local_time"], slot["available"], slot["reason"]) for slot in found[3:5]] == [
        ("13:30", False, "full"),
        ("14:00", True, None),
    ]
    assert {slot["reason"] for slot in times(slots(dining, partySize=9))} == {"party_too_large"}
    past = (utc_now() - timedelta(days=2)).date().isoformat()
    assert {slot["reason"] for slot in times(slots(dining, date=past))} == {"past"}
    assert {slot["reason"] for slot in times(slots(dining, date="2099-01-01"))} == {"too_far"}


def test_hidden_times_and_custom_rules_need_a_secret_key(dining: Family, group: Group, session: Session) -> None:
    make_rule(session, group.branch, starts_minute=600, ends_minute=600, is_hidden=True)
    custom = make_rule(session, group.branch, starts_minute=660, ends_minute=660, is_custom=True)
    session.commit()
    usual = len(times(slots(dining)))

    for key in (None, PUBLISHABLE_KEY):
        assert len(times(slots(dining, key, showHidden="true", customRuleId=custom.id))) == usual
    hidden = times(slots(dining, SANDBOX_KEY, showHidden="true"))
    assert (len(hidden), hidden[0]["is_hidden"]) == (usual + 1, True)
    assert len(times(slots(dining, SANDBOX_KEY, showHidden="false"))) == usual
    assert [slot["rule_id"] for slot in times(slots(dining, SANDBOX_KEY, customRuleId=custom.id))] == [custom.id]


def test_prices_and_deposits_are_told_per_guest_and_for_the_party(
    dining: Family, group: Group, session: Session
) -> None:
    rule = rule_of(session, group.branch)
    rule.price_minor, rule.deposit_minor, group.branch.is_active_payment = 19950, 5000, True
    session.commit()

    first = times(slots(dining, partySize=3))[0]

    assert (first["price"], first["deposit"], first["total_deposit"]) == (199.5, 50, 150)


def test_a_branch_that_hides_its_capacity_tells_it_a_secret_key_only(
    dining: Family, group: Group, session: Session
) -> None:
    group.branch.remaining_capacity_hide = True
    session.commit()

    assert {slot["remaining_capacity"] for slot in times(slots(dining))} == {None}
    assert {slot["remaining_capacity"] for slot in times(slots(dining, SANDBOX_KEY))} == {18}


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"branchId": ""}, 400, "branchId"),
    ({"branchId": "NOWHERE"}, 404, "Branch not found"),
    ({"branchId": "OTHER1"}, 404, "Branch not found"),
    ({"branchId": 10**12}, 404, "Branch not found"),
    ({"date": "11.06.2026"}, 400, "date"),
    ({"date": date.max.isoformat()}, 400, "date"),
    ({"partySize": 0}, 400, "partySize"),
    ({"partySize": "four"}, 400, "partySize"),
    ({"customRuleId": "x"}, 400, "customRuleId"),
    ({"showHidden": "perhaps"}, 400, "true or false"),
]


def test_what_cannot_be_answered_is_said_so(dining: Family, group: Group) -> None:
    for query, status, message in REFUSED:
        answer = slots(dining, **query)

        assert (answer.status, answer.json["success"]) == (status, False), query
        assert message in answer.json["message"], query


def test_a_key_sees_its_own_business_only(dining: Family, group: Group) -> None:
    assert slots(dining, OTHER_KEY).status == 404
    assert slots(dining, OTHER_KEY, branchId=group.other_branch.id).status == 200
    assert slots(dining, "no-such-key").status == 401


def test_a_large_branch_costs_no_more_statements(dining: Family, group: Group, session: Session) -> None:
    for _ in range(2):
        section = make_section(session, group.branch)
        for _ in range(4):
            table = make_table(session, section)
            make_seating(session, [table], service_date=DAY, starts_at=utc_now() + timedelta(days=7))
    session.commit()

    with count_statements() as sent:
        slots(dining)

    about_the_day = [text for text in sent.served if "branch" in text or "seating" in text or "turn_time" in text]
    assert len(about_the_day) <= 6, sent
