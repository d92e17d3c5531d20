"""What every page about one branch starts from, and its tabs."""

from __future__ import annotations

from typing import Any, Final

from flask import request, url_for

from app.extensions import db
from app.services.places import editing
from app.services.places.editing import BrandSheet
from app.web.staff.session import require_staff
from app.web.texts import lazy_gettext as _l

# Endpoint of `admin` and label. A tab is current on its own endpoint and on those that begin with it and "_".
TABS: Final[list[tuple[str, Any]]] = [
    ("branch", _l("Details")),
    ("display", _l("How its page shows it")),
]
BRAND_TABS: Final[list[tuple[str, Any]]] = [
    ("brand", _l("Words and colours")),
]


def brand_frame(sheet: BrandSheet) -> dict[str, Any]:
    """What templates/admin/_brand_frame.html needs: who, sheet, tabs."""
    here = (request.endpoint or "").removeprefix("admin.").partition("_save")[0]
    tabs = [(label, url_for(f"admin.{name}", brand_code=sheet.code), here == name) for name, label in BRAND_TABS]
    return {"who": require_staff(), "sheet": sheet, "tabs": tabs}


def branch_frame(code: str) -> dict[str, Any]:
    """What templates/admin/_branch_frame.html needs: who, place, tabs. Raises NotAllowed, BranchNotFound."""
    who = require_staff()
    place = editing.get_place(db.session(), who, code)
    here = (request.endpoint or "").removeprefix("admin.")
    tabs = [
        (label, url_for(f"admin.{name}", branch_code=place.code), here == name or here.startswith(f"{name}_"))
        for name, label in TABS
    ]
    return {"who": who, "place": place, "tabs": tabs}
