"""The wishlist's own page: notes and priorities, what to be told, removal with a way back, into the cart."""

from __future__ import annotations

from contextlib import suppress
from typing import Final
from uuid import UUID

from flask import flash, request, session, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError, OptionInvalid, ProductNotFound, WishNotFound
from app.extensions import db, unit_of_work
from app.services import wishlists
from app.services.wishlists import HIGHEST, LOWEST, USUAL, WishChange
from app.web import htmx
from app.web.cart.session import current_owner, ensure_owner, forget_kept
from app.web.errors import explain
from app.web.session import current_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.wishlist import asked as asking
from app.web.wishlist import wishlist, words
from app.web.wishlist.page import changed, kept, page

MAX_NOTES: Final = 500
_REMOVED: Final = "removed_wish"


@wishlist.get("")
def show() -> ResponseReturnValue:
    """The list at today's prices."""
    gone = session.pop(_REMOVED, None) if not htmx.wants_fragment() else None
    return page(undo=[gone] if gone else [])


@wishlist.post("/items/<uuid:item_uuid>")
def update(item_uuid: UUID) -> ResponseReturnValue:
    """Notes, priority and, for who is signed in, what to be told."""
    notes = request.form.get("notes", "").replace("\r\n", "\n").strip()
    if len(notes) > MAX_NOTES:
        reason = _("Use at most %(num)s characters for the note.", num=MAX_NOTES)
        return page(errors={f"notes-{item_uuid}": reason}, typed={str(item_uuid): notes}, status=422)
    try:
        with unit_of_work() as work:
            wish = wishlists.change(
                work,
                current_storefront(),
                current_owner(),
                item_uuid=item_uuid,
                wanted=_wanted(notes),
                locale=current_locale(),
                now=utc_now(),
            )
    except WishNotFound as error:
        return changed(explain(error), category="error")
    return changed(_("Saved: “%(name)s”.", name=wish.name), focus=str(item_uuid))


@wishlist.post("/items/<uuid:item_uuid>/remove")
def remove(item_uuid: UUID) -> ResponseReturnValue:
    """Take a line off; the answer offers to put it back."""
    try:
        with unit_of_work() as work:
            removed = wishlists.remove(
                work, current_storefront(), current_owner(), item_uuid=item_uuid, locale=current_locale()
            )
    except WishNotFound as error:
        return changed(explain(error), category="error")
    forget_kept()
    undo = kept(removed)
    if htmx.wants_fragment():
        return page(undo=[undo], said=_("“%(name)s” was removed.", name=removed.name), focus="undo")
    session[_REMOVED] = undo
    return htmx.go_to(asking.read().at("show"))


@wishlist.post("/restore")
def restore() -> ResponseReturnValue:
    """Put back what was just removed; what has left the shop meanwhile stays away."""
    owner = ensure_owner()
    storefront, back = current_storefront(), 0
    with unit_of_work() as work:
        for product, notes, priority in _removed():
            with suppress(ProductNotFound):
                wishlists.put(
                    work, storefront, owner, product_uuid=product, notes=notes, priority=priority, now=utc_now()
                )
                back += 1
    forget_kept()
    if not back:
        return changed(explain(ProductNotFound()), category="error")
    return changed(_("Back on your wishlist: %(what)s.", what=words.products(back)), focus="head")


@wishlist.post("/items/<uuid:item_uuid>/cart")
def to_cart(item_uuid: UUID) -> ResponseReturnValue:
    """Move a line into the cart; what comes in different kinds is chosen on its page."""
    storefront, owner, locale = current_storefront(), current_owner(), current_locale()
    try:
        with unit_of_work() as work:
            line = wishlists.move_to_cart(work, storefront, owner, item_uuid=item_uuid, locale=locale, now=utc_now())
    except OptionInvalid as error:
        return _choose_first(item_uuid, error)
    except WishNotFound as error:
        return changed(explain(error), category="error")
    except DomainError as error:
        return page(errors={f"move-{item_uuid}": words.reason(error)}, status=422)
    forget_kept()
    return changed(_("“%(name)s” is in your cart.", name=line.name), focus="head")


def _choose_first(item_uuid: UUID, error: OptionInvalid) -> ResponseReturnValue:
    wish = wishlists.get_wish(
        db.session(), current_storefront(), current_owner(), item_uuid=item_uuid, locale=current_locale()
    )
    flash(explain(error), "info")
    return htmx.go_to(url_for("shop.product", slug=wish.slug))


def _wanted(notes: str) -> WishChange:
    """A guest's form has no switches, so it says nothing about them."""
    if current_customer() is None:
        return WishChange(notes=notes, priority=_priority(request.form.get("priority")))
    return WishChange(
        notes=notes,
        priority=_priority(request.form.get("priority")),
        tell_in_stock="tell_in_stock" in request.form,
        tell_price_drop="tell_price_drop" in request.form,
    )


def _removed() -> list[tuple[UUID, str, int]]:
    """The products of the undo form with their notes and priorities; what cannot be read is left out."""
    fields = (request.form.getlist(name) for name in ("product", "notes", "priority"))
    found = []
    for product, notes, priority in zip(*fields, strict=False):
        try:
            found.append((UUID(product), notes[:MAX_NOTES], _priority(priority) or USUAL))
        except ValueError:
            continue
    return found


def _priority(text: str | None) -> int | None:
    """One of the five, or None."""
    return int(text) if text in {str(number) for number in range(HIGHEST, LOWEST + 1)} else None
