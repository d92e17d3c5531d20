"""The waiting lists of full evenings, and the queues at the door."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.guests import WAITING_NOTES
from app.demo.data.dining.kinds import BranchData, minute
from app.demo.data.dining.queue import WAITING, WaitData
from app.demo.data.kinds import fixed_uuid
from app.demo.loading.bookings import full_evening
from app.demo.loading.guests import Guest
from app.demo.loading.restaurants import today_in, zone_of
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.domain.reservations import WaitingKind, WaitingState
from app.domain.seating import instant_of
from app.models import WaitingEntry

_BRANCHES = {branch.code: branch for branch in BRANCHES}
_ENDED = {WaitingState.CANCELED, WaitingState.EXPIRED}


def fill(loader: Loader, places: Places, guests: Sequence[Guest], signed_up: dict[str, Guest]) -> None:
    """Write every entry; the first has the key third parties know."""
    rows = []
    for number, wait in enumerate(WAITING, 1):
        guest = signed_up[wait.guest] if isinstance(wait.guest, str) else guests[wait.guest]
        row = _entry(loader, _BRANCHES[wait.branch], wait, guest)
        row["id"] = number
        row["uuid"] = fixed_uuid("waiting", str(number))
        row["business_id"] = places.tenants["Souk Group"].business_id
        rows.append(row)
    loader.add_rows(WaitingEntry, rows)
    loader.continue_after(WaitingEntry)


def _entry(loader: Loader, branch: BranchData, wait: WaitData, guest: Guest) -> dict[str, Any]:
    made = loader.now - timedelta(minutes=wait.ago)
    note = None if wait.note is None else WAITING_NOTES[wait.note]
    # The member's own words are those third parties show.
    speaks_arabic = guest.locale == "ar" and not isinstance(wait.guest, str)
    state = WaitingState(wait.state)
    day = today_in(loader, branch) if wait.quoted else full_evening(loader, branch)
    if state is WaitingState.EXPIRED:
        day = made.astimezone(zone_of(branch)).date()
    wanted = wait.wanted and tuple(instant_of(day, minute(clock), zone_of(branch)) for clock in wait.wanted)
    ended = made + timedelta(minutes=40)
    return {
        "environment": ENVIRONMENT,
        "branch_id": branch.number,
        "customer_id": guest.customer_id,
        "kind": WaitingKind.WALK_IN if wait.quoted else WaitingKind.WAITING_LIST,
        "state": state,
        "party_size": wait.party,
        "service_date": day,
        "wanted_from": wanted[0] if wanted else None,
        "wanted_until": wanted[1] if wanted else None,
        "notes": "" if note is None else note.ar if speaks_arabic else note.en,
        **guest.contact,
        "quoted_minutes": wait.quoted,
        "ended_at": ended if state in _ENDED else None,
        "created_at": made,
        "updated_at": ended if state in _ENDED else made,
    }
