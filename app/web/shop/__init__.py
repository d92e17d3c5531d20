"""Browsing: the start page, categories, search, products, and what search engines ask for."""

from flask import Blueprint

shop = Blueprint("shop", __name__)

from app.web.shop import crawlers, home, listing, product, search  # noqa: E402, F401  # each adds its routes
