"""Gift cards: the ones for sale, buying one, the card itself, and what is left on it."""

from flask import Blueprint

gift_cards = Blueprint("gift_cards", __name__, url_prefix="/gift-cards")

from app.web.gift_cards import balance, bought, buying  # noqa: E402, F401  # each adds its pages
