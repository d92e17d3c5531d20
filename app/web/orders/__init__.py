"""A customer's own orders: the list, an order's page, its receipt and pickup code, cancelling, buying again."""

from flask import Blueprint

from app.web.order_money_words import init_order_money_words
from app.web.order_words import init_order_words
from app.web.parcel_words import init_parcel_words

orders = Blueprint("orders", __name__, url_prefix="/account/orders")
orders.record_once(lambda state: init_order_words(state.app))
orders.record_once(lambda state: init_order_money_words(state.app))
orders.record_once(lambda state: init_parcel_words(state.app))

from app.web.orders import actions, views  # noqa: E402, F401  # each adds its pages
