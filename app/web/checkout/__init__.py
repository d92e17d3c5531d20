"""From the cart to a paid order."""

from flask import Blueprint

checkout = Blueprint("checkout", __name__, url_prefix="/checkout")

from app.web.checkout import done, gifts, guests, joining, views  # noqa: E402, F401  # each adds its routes
