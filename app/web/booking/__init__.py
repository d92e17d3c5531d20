"""Table booking in a brand's own colours: the pages under /b, /brands and /events.

Its pages may stand in frames of the branch's allowed hosts. Its forms carry `form_guard` (components/booking.html)
instead of the session's CSRF token, and its pages keep nothing in the session.
"""

from flask import Blueprint

from app.extensions import csrf
from app.web.embedding import is_embedded

booking = Blueprint("booking", __name__)
# Its own tokens are checked instead (tokens.py), which need no cookie.
csrf.exempt(booking)
booking.add_app_template_global(is_embedded, "is_embedded")

from app.web.booking import brands as brands  # noqa: E402 - its views join the blueprint above
from app.web.booking import details as details  # noqa: E402 - its views join the blueprint above
from app.web.booking import event_booked as event_booked  # noqa: E402 - its views join the blueprint above
from app.web.booking import events as events  # noqa: E402 - its views join the blueprint above
from app.web.booking import frame as frame  # noqa: E402 - its hooks join the blueprint above
from app.web.booking import house as house  # noqa: E402 - its views join the blueprint above
from app.web.booking import manage as manage  # noqa: E402 - its views join the blueprint above
from app.web.booking import paying as paying  # noqa: E402 - its views join the blueprint above
from app.web.booking import theme as theme  # noqa: E402 - its views join the blueprint above
from app.web.booking import tokens as tokens  # noqa: E402 - its check joins the blueprint above
from app.web.booking import waiting as waiting  # noqa: E402 - its views join the blueprint above
