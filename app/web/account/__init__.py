"""A person's own pages: signing up and in, recovering, and everything about their account."""

from flask import Blueprint

account = Blueprint("account", __name__, url_prefix="/account")

from app.web.account import addresses, bookings, entry, own, recovery, safety, verification  # noqa: E402, F401  # each adds its pages
