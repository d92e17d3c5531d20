"""Gift cards for those who run the business: batches and their sheets, and one card looked up, switched off or on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Response, flash, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import gift_cards as rules
from app.domain.errors import BatchExists
from app.domain.paging import Page, Window
from app.extensions import db, gateways, unit_of_work
from app.services import gift_cards
from app.services.gift_cards import CardFilter, CardRow
from app.services.staff_accounts import StaffSeen
from app.web.forms import form_page
from app.web.gift_cards.words import STATUS_TONES, STATUS_WORDS, good_through
from app.web.htmx import go_to
from app.web.pager import Pager, page_number
from app.web.staff import staff as pages
from app.web.staff.gift_card_forms import BatchForm, SwitchForm
from app.web.staff.session import require_staff
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

PAGE_SIZE = 20
_LAST = 4
_LONGEST = 80


@pages.get("/gift-cards")
def gift_card_batches() -> ResponseReturnValue:
    """The batches, the newest first, and a way to find one card."""
    who = maker()
    window = Window.of_page(page_number(), PAGE_SIZE)
    found = gift_cards.list_batches(db.session(), tenant=who.tenant, window=window)
    return render_template("staff/gift_cards.html", who=who, batches=found.items, pager=Pager.of(found))


@pages.route("/gift-cards/new", methods=["GET", "POST"])
def gift_card_batch_new() -> ResponseReturnValue:
    """Make a batch: all of its cards, or none."""
    who, storefront = maker(), current_storefront()
    form = BatchForm(storefront.currency, _brands(who))
    if request.method == "GET":
        form.batch_id.data = gift_cards.next_batch_id(db.session(), tenant=who.tenant)
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                gift_cards.make_batch(session, staff=who, digest=gateways().keyed.digest, new=form.batch, now=utc_now())
        except BatchExists as error:
            form.refuse(error, form.batch_id)
        else:
            flash(_("Batch %(id)s is made. Its sheet has all the numbers.", id=form.batch.batch_id), "success")
            return go_to(url_for("staff.gift_card_batch", batch_id=form.batch.batch_id))
    return form_page("staff/gift_card_batch_new.html", form, who=who, most=gift_cards.MOST_CARDS)


@pages.get("/gift-cards/batches/<batch_id>")
def gift_card_batch(batch_id: str) -> ResponseReturnValue:
    """A batch and its cards, by the ends of their numbers; the numbers stand in the sheet."""
    who = maker()
    batch = gift_cards.get_batch(db.session(), tenant=who.tenant, batch_id=batch_id)
    found = _listed(who, CardFilter(batch_id=batch.id))
    return render_template("staff/gift_card_batch.html", batch=batch, **_cards(who, found))


@pages.get("/gift-cards/batches/<batch_id>/sheet.csv")
def gift_card_sheet(batch_id: str) -> ResponseReturnValue:
    """All the numbers of a batch; sent as it is read."""
    who, now = maker(), utc_now()
    batch = gift_cards.get_batch(db.session(), tenant=who.tenant, batch_id=batch_id)

    def lines() -> Iterator[str]:
        cards = gift_cards.every_of_batch(db.session(), tenant=who.tenant, batch=batch, now=now)
        yield from gift_cards.sheet(batch, cards, with_numbers=True)

    response = Response(stream_with_context(lines()), content_type="text/csv")
    name = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "-" for letter in batch_id)
    response.headers["Content-Disposition"] = f'attachment; filename="gift-cards-batch-{name}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.post("/gift-cards/find")
def gift_card_find() -> ResponseReturnValue:
    """By the whole number or its last four letters; a number is never in an address."""
    who = maker()
    text = request.form.get("number", "")[:_LONGEST]
    number = rules.canonical(text)
    exact = gift_cards.hash_of(gateways().keyed.digest, number)
    wanted = CardFilter(last4=number) if len(number) == _LAST else CardFilter(number_hash=exact)
    found = _listed(who, wanted) if number else Page([], 0, Window(limit=PAGE_SIZE))
    if found.total == 1:
        return go_to(url_for("staff.gift_card", card_id=found.items[0].id))
    return render_template("staff/gift_card_found.html", text=text.strip(), **_cards(who, found))


@pages.get("/gift-cards/<int:card_id>")
def gift_card(card_id: int) -> ResponseReturnValue:
    """One card: what is left on it, where it came from, and the switch."""
    return _card_page(maker(), card_id, SwitchForm())


@pages.post("/gift-cards/<int:card_id>")
def gift_card_switch(card_id: int) -> ResponseReturnValue:
    """Switch a card off or on; the reason goes into the audit trail."""
    who, form = maker(), SwitchForm()
    if not form.validate_on_submit():
        return _card_page(who, card_id, form)
    is_active = form.to.data == "on"
    with unit_of_work() as session:
        changed = gift_cards.set_active(
            session, staff=who, card_id=card_id, is_active=is_active, reason=form.reason.data.strip(), now=utc_now()
        )
    on, off = _("The card is switched on again."), _("The card is switched off: it pays for nothing now.")
    flash((on if is_active else off) if changed else _("Somebody was faster. Nothing was changed."), "success")
    return go_to(url_for("staff.gift_card", card_id=card_id))


def maker() -> StaffSeen:
    """Raises NotAllowed for who does not run the business."""
    who = require_staff()
    gift_cards.check_makes(who)
    return who


def _brands(who: StaffSeen) -> list[tuple[str, str]]:
    """The business's restaurants, as a select sends and shows them."""
    found = gift_cards.list_brands(db.session(), tenant=who.tenant, locale=current_locale())
    return [(str(key), name) for key, name in found]


def _listed(who: StaffSeen, wanted: CardFilter) -> Page[CardRow]:
    window = Window.of_page(page_number(), PAGE_SIZE)
    return gift_cards.list_cards(db.session(), tenant=who.tenant, wanted=wanted, window=window, now=utc_now())


def _cards(who: StaffSeen, found: Page[CardRow]) -> dict[str, Any]:
    words = {"status_words": STATUS_WORDS, "status_tones": STATUS_TONES, "good_through": good_through}
    return {"who": who, "cards": found.items, "pager": Pager.of(found), **words}


def _card_page(who: StaffSeen, card_id: int, form: SwitchForm) -> Response:
    card = gift_cards.get_card(db.session(), tenant=who.tenant, card_id=card_id, now=utc_now())
    form.to.data = "off" if card.is_active else "on"
    moves = gift_cards.list_moves(db.session(), tenant=who.tenant, card_id=card_id)
    return form_page(
        "staff/gift_card.html",
        form,
        who=who,
        card=card,
        moves=moves,
        status_words=STATUS_WORDS,
        status_tones=STATUS_TONES,
        good_through=good_through(card.expires_at),
    )
