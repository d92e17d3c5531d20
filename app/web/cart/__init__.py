"""The cart: filled from any page, changed on its own."""

from flask import Blueprint

cart = Blueprint("cart", __name__, url_prefix="/cart")

from app.web.cart import adding, views  # noqa: E402, F401  # each adds its routes
