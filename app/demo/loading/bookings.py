"""Two weeks of reservations around the day of loading, at tables that were free and within every limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.kinds import FRI, SAT, SUN, THU, BranchData, minute
from app.demo.data.dining.queue import WAITING
from app.demo.data.dining.visits import VISITS, VisitData
from app.demo.loading.booking_rows import Booked, Writer
from app.demo.loading.diary import Diary, Start, Stay
from app.demo.loading.guests import Guest
from app.demo.loading.restaurants import today_in
from app.demo.loading.tools import Loader, Places
from app.domain.reservations import ReservationSource, ReservationState
from app.models import StaffMember
from app.services import availability

# How many days back and ahead.
SPAN = 7
# Where an evening is full, and people wait for it.
_FULL = {wait.branch for wait in WAITING}
_PARTIES, _WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8), (4, 38, 13, 25, 6, 8, 2, 4)
_WEEKEND = {"GBR": {FRI, SAT, SUN}}
_GULF_WEEKEND = {THU, FRI, SAT}
_TRIES = 4
_SOURCES = (ReservationSource.ONLINE, ReservationSource.PHONE, ReservationSource.WALK_IN)


@dataclass(slots=True)
class _Desk:
    """One branch while its fortnight is booked."""

    loader: Loader
    branch: BranchData
    diary: Diary
    guests: Sequence[Guest]
    random: Random
    booked: list[Booked] = field(default_factory=list)


def fill(loader: Loader, places: Places, guests: Sequence[Guest], signed_up: dict[str, Guest]) -> list[Booked]:
    """Book and write; returns what was booked."""
    staff = {member.email: member.id for member in loader.session.scalars(select(StaffMember))}
    booked: list[Booked] = []
    for branch in BRANCHES:
        if branch.platform == "club":
            booked += _fortnight(loader, branch, guests, signed_up)
    business_id = places.tenants["Souk Group"].business_id
    Writer(loader, business_id, staff["staff@example.com"]).write(booked)
    return booked


def full_evening(loader: Loader, branch: BranchData) -> date:
    """Return the coming Friday on the branch's clock, a week ahead at most; never today."""
    today = today_in(loader, branch)
    return today + timedelta(days=(FRI - today.weekday() - 1) % 7 + 1)


def _fortnight(
    loader: Loader, branch: BranchData, guests: Sequence[Guest], signed_up: dict[str, Guest]
) -> list[Booked]:
    today = today_in(loader, branch)
    first, last = today - timedelta(days=SPAN), today + timedelta(days=SPAN)
    venue = availability.read_venue(loader.session, branch.number, first_date=first, last_date=last)
    local = [guest for guest in guests if guest.country in {branch.country, "UAE"}]
    desk = _Desk(loader, branch, Diary(branch.number, venue), local, Random(branch.code))
    for visit in VISITS:
        if visit.branch == branch.code:
            _visit(desk, visit, signed_up[visit.email])
    if branch.code in _FULL:
        _crowd(desk, full_evening(loader, branch))
    for offset in range(-SPAN, SPAN + 1):
        _day(desk, today + timedelta(days=offset), offset)
    return desk.booked


def _visit(desk: _Desk, visit: VisitData, guest: Guest) -> None:
    """Book what is known by heart at its time, or the nearest one that is open on that weekday."""
    day = today_in(desk.loader, desk.branch) + timedelta(days=visit.day)
    section = desk.diary.venue.sections[visit.section].id
    wanted = minute(visit.clock)
    starts = [start for start in desk.diary.starts(day) if start.section.id == section]
    for start in sorted(starts, key=lambda start: abs(start.minute - wanted)):
        stay = desk.diary.give(day, start, visit.party)
        if stay is not None:
            booked = Booked(desk.branch, guest, _state(desk, stay), ReservationSource.ONLINE, stay, start, day)
            booked.reference = visit.reference
            if visit.deposit:
                booked.deposit, booked.state = visit.deposit, ReservationState.PENDING
            booked.occasion, booked.request, booked.allergies = visit.occasion, visit.request, list(visit.allergies)
            desk.booked.append(booked)
            return


def _day(desk: _Desk, day: date, offset: int) -> None:
    """Book one day: more at the weekend and today, fewer the further ahead."""
    starts = desk.diary.starts(day)
    if not starts:
        return
    is_weekend = day.weekday() in _WEEKEND.get(desk.branch.country, _GULF_WEEKEND)
    share = 0.75 if is_weekend else 0.6 if offset == 0 else 0.3
    if offset > 2:
        share *= 1 - 0.08 * (offset - 2)
    if desk.branch.fields.get("reservation_link"):
        share /= 3
    weights = [_liking(start) for start in starts]
    for _ in range(round(share * len(desk.diary.venue.tables))):
        _somebody(desk, day, starts, weights)


def _liking(start: Start) -> float:
    """How popular a time is: people eat at two and at half past eight."""
    nearest = min(abs(start.minute - 13 * 60 - 45), abs(start.minute - 20 * 60 - 15))
    return 1 + 3 * max(0.0, 1 - nearest / 90)


def _somebody(desk: _Desk, day: date, starts: Sequence[Start], weights: Sequence[float]) -> None:
    """Let one guest book, who may find the first times full and try others."""
    party = desk.random.choices(_PARTIES, _WEIGHTS)[0]
    guest = desk.random.choice(desk.guests)
    given_up = desk.random.random()
    for start in desk.random.choices(starts, weights, k=_TRIES):
        is_past = start.starts_at <= desk.loader.now
        if given_up < 0.09:
            state = ReservationState.NOSHOW if is_past and given_up < 0.03 else ReservationState.CANCELED
            desk.booked.append(Booked(desk.branch, guest, state, _source(desk, is_past=False), None, start, day, party))
            return
        stay = desk.diary.give(day, start, party)
        if stay is not None:
            _accept(desk, guest, stay, _source(desk, is_past=is_past))
            return


def _crowd(desk: _Desk, day: date) -> None:
    """Book an evening until nothing is left of it at the times everybody wants."""
    starts = [start for start in desk.diary.starts(day) if 18 * 60 + 30 <= start.minute <= 22 * 60]
    for start, party in _every_wish(starts):
        stay = desk.diary.give(day, start, party)
        if stay is not None:
            _accept(desk, desk.random.choice(desk.guests), stay, _source(desk, is_past=False))


def _accept(desk: _Desk, guest: Guest, stay: Stay, source: ReservationSource) -> None:
    """Note a stay. Where the house asks a deposit of such a party, they have rung up and it was let off."""
    policy = desk.diary.venue.policy
    if source is ReservationSource.ONLINE and policy.deposit(stay.start.rule, stay.party_size):
        source = ReservationSource.PHONE
    state = _state(desk, stay)
    desk.booked.append(Booked(desk.branch, guest, state, source, stay, stay.start, stay.service_date))


def _every_wish(starts: Sequence[Start]) -> Iterator[tuple[Start, int]]:
    for party in (8, 6, 4, 2, 2, 2, 1):
        for start in sorted(starts, key=lambda start: abs(start.minute - 20 * 60)):
            yield start, party


def _source(desk: _Desk, *, is_past: bool) -> ReservationSource:
    return desk.random.choices(_SOURCES, (6, 2, 2 if is_past else 0))[0]


def _state(desk: _Desk, stay: Stay) -> ReservationState:
    now = desk.loader.now
    if stay.ends_at <= now:
        return ReservationState.COMPLETED
    # Whoever is a few minutes late is still expected.
    is_there = stay.start.starts_at <= now - timedelta(minutes=10)
    return ReservationState.SEATED if is_there else ReservationState.CONFIRMED
