"""Only who runs the business passes; they sign in where all of the staff do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from app.services.staff_reach import check_edits_restaurants
from app.web.admin import admin
from app.web.staff.gate import to_sign_in
from app.web.staff.money import navigation
from app.web.staff.session import current_staff


@admin.before_request
def managers_only() -> ResponseReturnValue | None:
    """Lead strangers to the sign-in page. Raises NotAllowed for who does not run the business."""
    who = current_staff()
    if who is None:
        return to_sign_in(url_for("admin.restaurants"))
    check_edits_restaurants(who)
    return None


@admin.context_processor
def _staff_navigation() -> dict[str, Callable[[], Any]]:
    return navigation()
