"""The wishlist: hearts wherever a product is shown, and a page of its own."""

from flask import Blueprint

wishlist = Blueprint("wishlist", __name__, url_prefix="/wishlist")

from app.web.wishlist import bulk, hearts, views  # noqa: E402, F401  # each adds its routes
