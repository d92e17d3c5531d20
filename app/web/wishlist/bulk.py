"""Several lines at once, with what became of each."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import WishNotFound
from app.extensions import unit_of_work
from app.services import wishlists
from app.services.wishlists import HIGHEST, LOWEST, BulkResult
from app.web.cart.session import current_owner, forget_kept
from app.web.errors import explain
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.wishlist import wishlist, words
from app.web.wishlist.asked import A_PAGE
from app.web.wishlist.page import changed, kept, page


@wishlist.post("/bulk")
def bulk() -> ResponseReturnValue:
    """Remove, prioritise or move what is ticked; the answer tells of each line."""
    items = _ticked()
    if not items:
        return page(errors={"bulk": _("Tick at least one product.")}, status=422)
    try:
        result = _work(request.form.get("do", ""), items)
    except WishNotFound as error:
        return changed(explain(error), category="error")
    if result is None:
        return page(errors={"bulk": _("Choose a priority from the list.")}, ticked=_as_text(items), status=422)
    forget_kept()
    return page(
        said=_told(result),
        focus="result",
        result=result,
        undo=[kept(removed) for removed in result.removed],
    )


def _work(action: str, items: list[UUID]) -> BulkResult | None:
    """None for a priority that is none. Raises WishNotFound when nothing ticked is on the list any more."""
    storefront, owner, locale, now = current_storefront(), current_owner(), current_locale(), utc_now()
    priority = request.form.get("priority", "")
    with unit_of_work() as session:
        if action == "remove":
            return wishlists.remove_many(session, storefront, owner, item_uuids=items, locale=locale)
        if action == "cart":
            return wishlists.move_many_to_cart(session, storefront, owner, item_uuids=items, locale=locale, now=now)
        if priority not in {str(number) for number in range(HIGHEST, LOWEST + 1)}:
            return None
        return wishlists.set_priority(
            session, storefront, owner, item_uuids=items, priority=int(priority), locale=locale, now=now
        )


def _ticked() -> list[UUID]:
    """No more than a page has; what is no id is left out."""
    found: dict[UUID, None] = {}
    for text in request.form.getlist("item")[:A_PAGE]:
        with suppress(ValueError):
            found[UUID(text)] = None
    return list(found)


def _told(result: BulkResult) -> str:
    """In one sentence, for those who listen."""
    if result.refused:
        return _("%(done)s done, %(left)s not.", done=words.products(result.done), left=len(result.refused))
    return _("Done: %(what)s.", what=words.products(result.done))


def _as_text(items: list[UUID]) -> list[str]:
    return [str(item) for item in items]
