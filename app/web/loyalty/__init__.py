"""The restaurants' clubs: what a member has, and joining one."""

from flask import Blueprint

loyalty = Blueprint("loyalty", __name__, url_prefix="/loyalty")

from app.web.loyalty import views as views  # noqa: E402 - its views join the blueprint above
