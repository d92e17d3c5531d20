"""Pages of the people who work for a business."""

from flask import Blueprint

staff = Blueprint("staff", __name__, url_prefix="/staff")

# Each adds its pages.
from app.web.staff import counter, dining, gate, gift_cards, money, parcels, queue, sign_in, vendor_cards  # noqa: E402, F401  # above
