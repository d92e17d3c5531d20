"""What went wrong on a restaurant's pages, told in the restaurant's own frame; embedded pages stay embedded."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.domain.errors import BranchNotFound, BrandNotFound, DomainError, NotSignedIn, TooManyAttempts
from app.errors import STATUS
from app.extensions import db
from app.web.booking import booking
from app.web.booking.frame import current_look
from app.web.booking.tokens import FormOutdated
from app.web.errors import HtmlSurface, explain
from app.web.errors.shop import seconds_until
from app.web.texts import gettext as _


@booking.errorhandler(DomainError)
def refused(error: DomainError) -> ResponseReturnValue:
    """A refusal of the business in its own words, in the house where there is one."""
    db.session.rollback()
    if isinstance(error, NotSignedIn) or not _is_in_a_house():
        return HtmlSurface().domain_error(error)
    status = STATUS[error.kind]
    if isinstance(error, TooManyAttempts):
        return _page(status, explain(error)), status, {"Retry-After": str(seconds_until(error.retry_at))}
    return _page(status, explain(error)), status


@booking.errorhandler(HTTPException)
def failed(error: HTTPException) -> ResponseReturnValue:
    """An address that is not there, or a form too old to be sent."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if error.response is not None or status < HTTPStatus.BAD_REQUEST:
        return error
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or not _is_in_a_house():
        return HtmlSurface().http_error(error)
    return _page(status, _sentence(error)), status


def _sentence(error: HTTPException) -> str:
    if isinstance(error, FormOutdated):
        return _("This page was open for too long. Nothing was booked or changed: open it again and send it once more.")
    if error.code == HTTPStatus.NOT_FOUND:
        return _("This page is not here. The address may be mistyped, or what was here is over.")
    return _("Something in the request was not as expected. Go back, load the page again and send it once more.")


def _page(status: int, message: str) -> str:
    return render_template("booking/lost.html", status=status, message=message)


def _is_in_a_house() -> bool:
    with suppress(BranchNotFound, BrandNotFound):
        return current_look() is not None
    return False
