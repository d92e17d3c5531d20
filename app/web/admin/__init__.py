"""The back office: what those who run a business change about it."""

from flask import Blueprint

admin = Blueprint("admin", __name__, url_prefix="/admin")

# Each adds its pages; the gate comes first.
from app.web.admin import branches, brands, gate, palettes, pictures, restaurants  # noqa: E402, F401  # above
from app.web.admin.room import closing, hours, pace, sections, tables  # noqa: E402, F401  # above
