"""What went wrong, told to a person: a sentence for each domain error, and the error pages."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.domain import errors as e
from app.errors import STATUS
from app.input import InvalidInput
from app.web.errors.dining import DINING
from app.web.errors.shop import SHOP, seconds_until
from app.web.htmx import wants_fragment
from app.web.prefix import ARABIC
from app.web.storefront import current_locale
from app.web.texts import gettext as _

_PAGES: Final = frozenset({400, 401, 403, 404, 405, 409, 413, 429, 500, 503})
SENTENCES: Final[dict[type[e.DomainError], Callable[..., str]]] = {**SHOP, **DINING}


def explain(error: e.DomainError) -> str:
    """The sentence a person reads for this error, in the page's language."""
    return SENTENCES[type(error)](error)


class HtmlSurface:
    """Error pages with a way on."""

    def domain_error(self, error: e.DomainError) -> ResponseReturnValue:
        if isinstance(error, e.NotSignedIn):
            return _to_sign_in()
        body, status = _page(STATUS[error.kind], explain(error))
        if isinstance(error, e.TooManyAttempts | e.PinLocked):
            return body, status, {"Retry-After": str(seconds_until(error.retry_at))}
        return body, status

    def invalid_input(self, error: InvalidInput) -> ResponseReturnValue:
        del error
        return _page(400, _("Something in the request was not as expected."))

    def http_error(self, error: HTTPException) -> ResponseReturnValue:
        body, status = _page(error.code or 500, None)
        headers = {k: v for k, v in error.get_headers() if k.lower() in {"allow", "retry-after"}}
        return body, status, headers


def _to_sign_in() -> ResponseReturnValue:
    if wants_fragment():
        here = request.headers.get("HX-Current-URL", "")
    elif request.method == "GET":
        here = request.script_root + request.full_path.rstrip("?")
    else:
        here = request.referrer or ""
    url = url_for("account.sign_in", next=here or None)
    if wants_fragment():
        return "", 200, {"HX-Redirect": url}
    return redirect(url, code=303)


def _page(status: int, message: str | None) -> tuple[str, int]:
    nearest = status if status in _PAGES else 100 * (status // 100)
    template, context = f"errors/{nearest}.html", {"message": message, "status": status}
    if nearest < HTTPStatus.INTERNAL_SERVER_ERROR:
        return render_template(template, **context), status
    # The shop's frame asks the database, which may be what has failed; this page asks nobody.
    locale = current_locale()
    page = current_app.jinja_env.get_template(template)
    return page.render(locale=locale, dir="rtl" if locale == ARABIC else "ltr", **context), status
