"""The evening's pages stay true by themselves, for little, and cost the same on a busy evening as on a quiet one."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import WaitingKind
from app.models import Branch
from app.services import pulse
from tests.factories.bookings import make_restaurant, make_waiting
from tests.integration.web.staff.conftest import Diningroom, Shopfloor
from tests.support.pages import PageClient
from tests.support.statements import count_statements

# Each page of the evening, the part of it that asks for itself, and what of it is counted below.
PARTS = {
    "list": ((), "#evening", ".visit h2"),
    "day": (("day",), "#grid", ".held"),
    "floor": (("floor",), "#floor", ".floor-list a"),
    "door": (("door",), "#line", ".wait"),
}


def beat(session: Session, branch: Branch) -> None:
    pulse.touch(session, branch_id=branch.id, environment="test", now=utc_now())
    pulse.beat(session)
    session.commit()


@pytest.mark.parametrize("page", PARTS)
def test_a_screen_asks_cheaply_and_gets_the_part_once_something_has_happened(
    page: str, host: PageClient, room: Diningroom, floor: Shopfloor, evening: datetime
) -> None:
    path, part, rows = PARTS[page]
    day = room.book("Leila", at=evening).service_date
    make_waiting(room.session, branch=room.branch, service_date=day)
    other = Diningroom(floor.session, make_restaurant(floor.session, platform=floor.platform))
    room.session.commit()
    asks = str(host.get(room.path(*path, day=day)).one(part)["hx-get"])
    assert urlsplit(asks).path == room.path(*path, "live")

    with count_statements() as sent:
        host.get(asks, htmx=True, status=204)
    room.book("Zoe", at=evening, table=1)
    make_waiting(room.session, branch=room.branch, service_date=day)
    beat(room.session, room.branch)
    fresh = host.get(asks, htmx=True)

    # Which storefront, who asks, and whether something has happened.
    assert len(sent.served) == 3, sent.served
    assert str(fresh.one(part)["hx-get"]) != asks
    assert len(fresh.select(rows)) == 2
    host.get(other.path(*path, "live"), htmx=True, status=404)


def test_what_stands_beside_the_grid_and_the_line_comes_along(host: PageClient, room: Diningroom) -> None:
    """The forms around them are left alone."""
    grid, line = (host.get(f"{room.path(page, 'live')}?party=3", htmx=True) for page in ("day", "door"))

    for page, ids in ((grid, ("kept-free", "closed")), (line, ("quoted",))):
        assert [one["id"] for one in page.select("[hx-swap-oob]")] == list(ids)
        assert not page.select("[name=from], [name=name]")
    assert "party=3" in str(line.one("#line")["hx-get"])


@pytest.mark.parametrize("page", [*PARTS, "seat"])
def test_a_busy_evening_takes_no_more_statements(
    page: str, host: PageClient, room: Diningroom, evening: datetime
) -> None:
    path, _part, rows = PARTS.get(page, ((), "", "[name=tables]"))

    def arrive(count: int) -> str:
        made = [room.book("Guest", at=evening, is_claiming=False, allergies=["milk"]) for _ in range(count)]
        day = made[0].service_date
        given: dict[str, Any] = {"branch": room.branch, "service_date": day}
        line = [make_waiting(room.session, kind=kind, **given) for _ in made for kind in WaitingKind]
        room.session.commit()
        return room.path("door", line[0].uuid, "seat") if page == "seat" else room.path(*path, day=day)

    one = arrive(1)
    host.get(one)
    with count_statements() as few:
        assert host.get(one).select(rows)
    thirty = arrive(29)
    with count_statements() as many:
        assert host.get(thirty).select(rows)

    assert len(many) == len(few), f"{few}\n{many}"
    assert len(few.served) <= 16, few
