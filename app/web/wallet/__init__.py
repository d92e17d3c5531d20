"""The shopping card: what is on it, everything that ever moved on it, and putting money on it."""

from flask import Blueprint

wallet = Blueprint("wallet", __name__, url_prefix="/wallet")

from app.web.wallet import statement, views  # noqa: E402, F401  # each adds its pages
