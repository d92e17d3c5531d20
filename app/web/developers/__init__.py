"""For people who build on Souk: the API's reference and the style guide."""

from flask import Blueprint

developers = Blueprint("developers", __name__, url_prefix="/developers")

from app.web.developers import openapi as openapi  # noqa: E402 - its views join the blueprint above
from app.web.developers import style_guide as style_guide  # noqa: E402 - its views join the blueprint above
