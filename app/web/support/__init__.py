"""Help: questions and answers, how to reach us, and the texts every shop must have."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

support = Blueprint("support", __name__, url_prefix="/support")

PAGES: Final = frozenset({"contact", "returns", "privacy", "terms"})


@support.get("")
def home() -> ResponseReturnValue:
    """The questions people ask most, and the way to everything else."""
    return render_template("support/home.html", name="home")


@support.get("/<name>")
def page(name: str) -> ResponseReturnValue:
    """How to reach us, or one of the texts."""
    if name not in PAGES:
        abort(404)
    return render_template(f"support/{name}.html", name=name)
