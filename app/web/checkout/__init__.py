"""From the cart to a paid order."""

from flask import Blueprint

checkout = Blueprint("checkout", __name__, url_prefix="/checkout")

from app.web.checkout import views  # noqa: E402, F401  # it adds the routes
