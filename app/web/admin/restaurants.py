"""The brands of a business and their branches, and the way to each."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.services.places import editing
from app.web.admin import admin as pages
from app.web.staff.session import require_staff


@pages.get("")
def home() -> ResponseReturnValue:
    """Restaurants are what there is to be changed."""
    return redirect(url_for("admin.restaurants"), code=303)


@pages.get("/restaurants")
def restaurants() -> ResponseReturnValue:
    """Every brand with its branches."""
    who = require_staff()
    return render_template("admin/restaurants.html", who=who, brands=editing.list_brands(db.session(), who))
