"""The wishlist's page as it is now, whole or as the part that a swap replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from app.domain.paging import Page, Window
from app.extensions import db
from app.services import wishlists
from app.services.wishlists import BulkResult, RemovedWish, Wish, WishFilter, WishSort
from app.web import htmx
from app.web.cart.session import current_owner
from app.web.pager import Pager
from app.web.storefront import current_locale, current_storefront
from app.web.wishlist import asked as asking
from app.web.wishlist import words
from app.web.wishlist.asked import A_PAGE, Asked


def page(
    *,
    said: str | None = None,
    focus: str | None = None,
    undo: Sequence[Mapping[str, object]] = (),
    result: BulkResult | None = None,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    ticked: Sequence[str] = (),
    status: int = 200,
) -> ResponseReturnValue:
    """`focus` is where somebody goes on after a swap; `errors` are by the id of the field."""
    asked, shown = _read(asking.read())
    return htmx.render(
        "wishlist/show.html",
        "wishlist/_list.html",
        status=status,
        wishes=shown,
        summary=wishlists.summarize(db.session(), current_storefront(), current_owner()),
        pager=_pager(asked, shown),
        asked=asked,
        sorts=tuple(WishSort),
        filters=tuple(WishFilter),
        words=words,
        said=said,
        focus=focus,
        undo=undo,
        result=result,
        errors=errors or {},
        typed=typed or {},
        ticked=ticked,
        is_swap=htmx.wants_fragment(),
    )


def _read(asked: Asked) -> tuple[Asked, Page[Wish]]:
    """The part asked for; from its first page where the one asked for has become empty."""
    shown = wishlists.list_wishes(
        db.session(),
        current_storefront(),
        current_owner(),
        window=Window.of_page(asked.page, A_PAGE),
        locale=current_locale(),
        sort=asked.sort,
        only=asked.only,
    )
    return _read(asked.but()) if not shown.items and asked.page > 1 else (asked, shown)


def _pager(asked: Asked, shown: Page[Wish]) -> Pager:
    """Addresses of the list itself, also where the page is the answer to a form."""
    number, pages = asked.page, shown.pages
    return Pager(
        number=number,
        pages=pages,
        total=shown.total,
        prev_url=asked.turned(number - 1).at("show") if number > 1 else None,
        next_url=asked.turned(number + 1).at("show") if number < pages else None,
        items=[],
    )


def changed(said: str, *, category: str = "success", focus: str | None = None) -> ResponseReturnValue:
    """The list as it is now: swapped in and announced, or by way of its address."""
    if htmx.wants_fragment():
        return page(said=said, focus=focus)
    flash(said, category)
    return redirect(asking.read().at("show"), code=303)


def kept(removed: RemovedWish) -> dict[str, object]:
    """What putting it back will need, in a form the session's cookie can keep."""
    return {
        "product": str(removed.product_uuid),
        "name": removed.name,
        "notes": removed.notes,
        "priority": removed.priority,
    }
