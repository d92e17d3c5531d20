"""One exact time: what guests and staff may book, and with which tables."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.errors import BookingProblem as Reason
from app.domain.seating import Table, fits
from tests.unit.seating.test_days import DINNER, EMPTY, HOUR, POLICY, SIX, TABLES, VENUE, ask, sits, taken, two_rooms


def test_guests_book_only_what_is_a_slot() -> None:
    assert fits(VENUE, EMPTY, ask(), starts_at=SIX).tables == (1,)
    assert fits(VENUE, EMPTY, ask(), starts_at=SIX + HOUR / 2).reason is Reason.CLOSED
    assert fits(VENUE, EMPTY, ask(section_id=2), starts_at=SIX).reason is Reason.CLOSED
    assert fits(VENUE, EMPTY, ask(now=SIX + HOUR), starts_at=SIX + HOUR / 2).reason is Reason.PAST


def test_staff_book_at_any_minute_of_the_hours_and_beyond_where_they_say_so() -> None:
    late = SIX + 3 * HOUR

    between = fits(VENUE, EMPTY, ask(is_staff=True), starts_at=SIX + timedelta(minutes=7))
    assert (between.reason, between.rule_id, between.minute) == (None, 1, 1087)
    assert fits(VENUE, EMPTY, ask(is_staff=True), starts_at=late).reason is Reason.CLOSED
    waived = fits(VENUE, EMPTY, ask(is_staff=True, waives=frozenset({Reason.CLOSED})), starts_at=late)
    assert (waived.reason, waived.rule_id, waived.tables) == (None, None, (1,))


def test_staff_who_overrule_the_hours_are_given_an_open_section_first() -> None:
    waives = frozenset({Reason.CLOSED})
    five = SIX - HOUR

    assert fits(two_rooms(), EMPTY, ask(1, is_staff=True, waives=waives), starts_at=five).tables == (4,)
    there = taken(sits(4, at=five, section=2))
    assert fits(two_rooms(), there, ask(1, is_staff=True, waives=waives), starts_at=five).tables == (1,)


def test_staff_are_not_held_to_what_guests_are() -> None:
    policy = replace(POLICY, max_party=1, lead_minutes=600, horizon_days=0)
    venue = replace(VENUE, policy=policy, rules=(replace(DINNER, pacing_parties=1),))
    there = taken(sits(3))

    assert fits(venue, EMPTY, ask(is_staff=True), starts_at=SIX).is_free
    # They may write down who has come already; not who would have left.
    assert fits(venue, EMPTY, ask(is_staff=True, now=SIX + HOUR / 2), starts_at=SIX).is_free
    assert fits(venue, EMPTY, ask(is_staff=True, now=SIX + HOUR), starts_at=SIX).reason is Reason.PAST
    assert fits(venue, there, ask(is_staff=True), starts_at=SIX).reason is Reason.PACING
    assert fits(venue, there, ask(is_staff=True, waives=frozenset({Reason.PACING})), starts_at=SIX).is_free
    # A guest's waiver is none.
    guest = ask(waives=frozenset({Reason.PACING}), now=SIX - 11 * HOUR)
    assert fits(replace(venue, policy=POLICY), there, guest, starts_at=SIX).reason is Reason.PACING


@pytest.mark.parametrize(
    ("table_ids", "given", "reason"),
    [
        ((2,), {}, None),
        ((1, 2), {"party_size": 4}, None),
        ((1, 3), {"party_size": 5}, Reason.PARTY_TOO_LARGE),
        ((1, 3), {"party_size": 5, "is_staff": True}, None),
        ((1,), {"party_size": 3, "is_staff": True}, Reason.PARTY_TOO_LARGE),
        ((1,), {"party_size": 3, "is_staff": True, "waives": frozenset({Reason.PARTY_TOO_LARGE})}, None),
        ((3,), {"party_size": 1}, Reason.PARTY_TOO_SMALL),
        ((3,), {"party_size": 1, "is_staff": True}, None),
        ((4,), {}, Reason.FULL),
        ((1, 99), {}, Reason.FULL),
        ((1, 4), {"is_staff": True}, Reason.FULL),
    ],
)
def test_chosen_tables_are_given_or_nothing(
    table_ids: tuple[int, ...], given: dict[str, Any], reason: Reason | None
) -> None:
    venue = replace(two_rooms(), tables=(*TABLES, Table(id=4, section_id=2, capacity=4)))
    there = taken(sits(4, section=2))

    found = fits(venue, there, ask(**given), starts_at=SIX, table_ids=table_ids)

    assert found.reason is reason
    assert found.tables == (() if reason else table_ids)
