"""What every page about one branch starts from, and its tabs."""

from __future__ import annotations

from typing import Any, Final

from flask import request, url_for

from app.extensions import db
from app.services.places import editing
from app.services.places.editing import BrandSheet
from app.web.staff.session import require_staff
from app.web.texts import lazy_gettext as _l

# Endpoint of `admin` and label. A tab is current on its own endpoint and on those that begin with it and "_": the
# form of `tables` may post to `tables_save`.
TABS: Final[list[tuple[str, Any]]] = [
    ("branch", _l("Details")),
    ("display", _l("How its page shows it")),
    ("pictures", _l("Pictures")),
    ("tables", _l("Tables")),
    ("hours", _l("Hours")),
]
BRAND_TABS: Final[list[tuple[str, Any]]] = [
    ("brand", _l("Words and colours")),
    ("brand_pictures", _l("Pictures")),
]


def brand_frame(sheet: BrandSheet) -> dict[str, Any]:
    """What templates/admin/_brand_frame.html needs: who, sheet, tabs."""
    return {"who": require_staff(), "sheet": sheet, "tabs": _tabs(BRAND_TABS, brand_code=sheet.code)}


def branch_frame(code: str) -> dict[str, Any]:
    """What templates/admin/_branch_frame.html needs: who, place, tabs. Raises NotAllowed, BranchNotFound."""
    who = require_staff()
    place = editing.get_place(db.session(), who, code)
    return {"who": who, "place": place, "tabs": _tabs(TABS, branch_code=place.code)}


def _tabs(tabs: list[tuple[str, Any]], **address: Any) -> list[tuple[Any, str, bool]]:
    """Label, address and whether it is current: the one whose name the endpoint has the most of."""
    here = (request.endpoint or "").removeprefix("admin.")
    current = max((name for name, _label in tabs if f"{here}_".startswith(f"{name}_")), key=len, default="")
    return [(label, url_for(f"admin.{name}", **address), name == current) for name, label in tabs]
