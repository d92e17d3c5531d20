"""Nobody passes without signing in; who is sent away comes back to where they wanted to go."""

from __future__ import annotations

from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from app.web.htmx import go_to, wants_fragment
from app.web.staff import staff
from app.web.staff.session import current_staff

_OPEN: Final = frozenset({"staff.sign_in", "staff.sign_out"})


@staff.before_request
def sign_in_first() -> ResponseReturnValue | None:
    """Lead to the sign-in page, and from there back to the page; a sent form leads to the queue."""
    if request.endpoint in _OPEN or current_staff() is not None:
        return None
    return to_sign_in(url_for("staff.orders"))


def to_sign_in(home: str) -> ResponseReturnValue:
    """The way to the sign-in page; from there back to this one, or home where it cannot be shown again."""
    is_page = request.method == "GET" and not wants_fragment()
    here = request.script_root + request.full_path.rstrip("?") if is_page else home
    return go_to(url_for("staff.sign_in", next=here))
