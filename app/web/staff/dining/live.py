"""Parts of the evening's pages that stay true: screens ask every few seconds; 204 until something happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from app.clock import utc_now
from app.extensions import db
from app.services import evening
from app.web.staff.dining.desk import Desk, desk_at
from app.web.staff.session import require_staff

# Seconds after which a part is shown anew although nothing has happened: people become late by themselves.
_AGES_IN: Final = {"list": 300, "day": 300, "floor": 60, "door": 60}


def look_again(branch_code: str, page: str, template: str, content: Callable[[Desk], dict[str, Any]]) -> Response:
    """The part anew, or 204 while a screen shows the truth: one statement beside the storefront's and the sign-in's.

    Raises BranchNotFound for a branch beyond reach.
    """
    who, now = require_staff(), utc_now()
    version = evening.version_at(db.session(), who, branch_code)
    if request.args.get("since") == _tag(page, version, now.timestamp()):
        return Response(status=204)
    return part(template, content(desk_at(branch_code)))


def part(template: str, content: dict[str, Any]) -> Response:
    """A part alone, for a swap."""
    response = make_response(render_template(template, **content))
    response.vary.add("HX-Request")
    return response


def live_url(desk: Desk, page: str, **kept: object) -> str:
    """Where a screen asks whether its part is true. Read before the part: what happens meanwhile shows next time."""
    version = evening.version_at(db.session(), desk.who, desk.house.code)
    here = desk.url("live" if page == "list" else f"{page}_live", **kept)
    return f"{here}{'&' if '?' in here else '?'}{urlencode({'since': _tag(page, version, desk.now.timestamp())})}"


def _tag(page: str, version: int, at: float) -> str:
    """Changes with whatever the branch's screens show, and with time."""
    return f"{version}.{int(at) // _AGES_IN[page]}"
