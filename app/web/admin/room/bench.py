"""What the pages of a room start from: whose it is, who changes it, and how a change is tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import Field

from app.clock import utc_now
from app.domain import errors as e
from app.domain.seating import serving_date
from app.domain.tenant import Actor
from app.extensions import db, unit_of_work
from app.services.places import furnishing
from app.services.places.editing import Place
from app.services.places.furnishing import Edit, FloorPlan
from app.web.admin.fields import SealedForm
from app.web.admin.frame import branch_frame
from app.web.errors import explain
from app.web.filters import format_moment
from app.web.htmx import go_to
from app.web.storefront import current_locale

# What is told on the page; whatever else is raised is no mistake of who fills in the form.
_REFUSALS: Final = (e.TableNumberTaken, e.TableInUse, e.PastNeedsIt, e.SectionHasTables)


@dataclass(frozen=True, slots=True)
class Bench:
    """A branch that is being furnished. `frame` is what its pages' frame needs."""

    frame: dict[str, Any]
    now: datetime

    @property
    def place(self) -> Place:
        found: Place = self.frame["place"]
        return found

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.zone)

    @property
    def today(self) -> date:
        return serving_date(self.now, self.zone)

    @property
    def edit(self) -> Edit:
        who = self.frame["who"]
        actor = Actor("staff", who.staff_id)
        return Edit(tenant=who.tenant, branch_id=self.place.id, actor=actor, now=self.now)

    def moment(self, at: datetime) -> str:
        """A day and time on the branch's wall."""
        return format_moment(at.astimezone(self.zone), current_locale())

    def go(self, page: str) -> ResponseReturnValue:
        """To one of the branch's pages, after success."""
        return go_to(url_for(f"admin.{page}", branch_code=self.place.code))

    def plan(self) -> FloorPlan:
        return furnishing.read_plan(db.session(), self.place.id)


def bench_at(branch_code: str) -> Bench:
    """Raises BranchNotFound for a branch beyond reach, NotAllowed."""
    return Bench(branch_frame(branch_code), utc_now())


def saved(
    form: SealedForm,
    work: Callable[[Session], object],
    *,
    seal: str = "",
    fields: Mapping[Any, Field] | None = None,
) -> bool:
    """Whether it was done; where it was refused, the form says why, beside the field it is about.

    `seal`: of how it is now. Who saves again after somebody else was faster does it knowingly.
    """
    try:
        with unit_of_work() as session:
            work(session)
    except e.ChangedMeanwhile as refused:
        form.refuse(refused)
        form.conflict(seal)
        return False
    except _REFUSALS as refused:
        form.refuse(refused, (fields or {}).get(type(refused)))
        return False
    return True


def done(work: Callable[[Session], object], words: str, url: str) -> ResponseReturnValue:
    """Do it and go there, saying that it was done or why it was not."""
    try:
        with unit_of_work() as session:
            work(session)
    except _REFUSALS as refused:
        flash(explain(refused), "warning")
    else:
        flash(words, "success")
    return go_to(url)
