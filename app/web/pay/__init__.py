"""Where a payment gateway sends people back to."""

from flask import Blueprint

pay = Blueprint("pay", __name__, url_prefix="/pay")

from app.web.pay import geidea, views  # noqa: E402  # they add the routes

return_url_of = views.return_url_of

__all__ = ["geidea", "pay", "return_url_of"]
