"""Table booking in a brand's own colours: the pages under /b and /brands."""

from flask import Blueprint

booking = Blueprint("booking", __name__)
