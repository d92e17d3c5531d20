"""The design system on one page: every component in every state, in both themes; what the macro tests render too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)

from app.config import ROOT
from app.domain.money import Money
from app.web.developers import developers
from app.web.developers.booking_specimens import booking_specimens
from app.web.developers.palettes import palette_specimens, palettes_url
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

SWATCHES: Final = (
    *("paper", "surface", "sunk", "line", "edge", "ink", "muted", "brand"),
    *("fill", "tint", "band", "accent", "accent-tint", "good", "bad", "info"),
)
# Read from the sprite, so that the guide shows all there are.
ICONS: Final = tuple(re.findall(r'<symbol id="(\w+)"', (ROOT / "static" / "img" / "icons.svg").read_text()))
SIDES: Final = ("light", "dark")


class SpecimenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One field of each kind."""

    name = StringField(_l("Full name"), description=_l("As it stands on your identity card."))
    email = EmailField(_l("E-mail address"))
    phone = TelField(_l("Phone number"))
    password = PasswordField(_l("Password"))
    pin = StringField(_l("Six-digit code"))
    state = SelectField(_l("State"), choices=[SelectChoice("la", _l("Lagos")), SelectChoice("ma", _l("Muscat"))])
    note = TextAreaField(_l("Note for the store"))
    pickup = RadioField(
        _l("Pickup store"),
        choices=[SelectChoice("1", _l("Ikeja City Mall")), SelectChoice("2", _l("Lekki Phase 1"))],
        default="1",
    )
    news = BooleanField(_l("Send me news of offers"))


@dataclass(frozen=True, slots=True)
class SpecimenProduct:
    """What a product card shows."""

    uuid: UUID
    slug: str
    name: str
    maker: str
    image_url: str
    price: Money
    compare: Money | None = None
    rating: float = 4.6
    rating_count: int = 0
    in_stock: bool = True
    low_stock: int | None = None
    is_new: bool = False
    has_options: bool = False
    image_alt: str = ""


def _products() -> list[SpecimenProduct]:
    def one(number: int, name: str, minor: int, **more: Any) -> SpecimenProduct:
        return SpecimenProduct(
            UUID(int=number),
            f"specimen-{number}",
            name,
            _("Bait Al Nakheel"),
            "/static/img/specimen.svg",
            Money(minor, "OMR"),
            **more,
        )

    return [
        one(1, _("Khalas dates, gift box"), 4250, rating_count=128, is_new=True),
        one(2, _("Cardamom coffee, lightly roasted"), 2900, compare=Money(3500, "OMR"), rating_count=41, rating=4.2),
        one(
            3,
            _("Frankincense of Dhofar, first harvest, hand sorted and packed in a palm-leaf basket"),
            12750,
            low_stock=3,
        ),
        one(4, _("Brass incense burner"), 18000, in_stock=False, rating_count=7, rating=3.9),
    ]


def _fresh(side: str) -> SpecimenForm:
    """A form as it opens; the prefix keeps the two sides' ids apart."""
    return SpecimenForm(formdata=None, prefix=f"{side}-fresh")


def _wrong(side: str) -> SpecimenForm:
    """The same, sent back with errors."""
    wrong = SpecimenForm(formdata=None, prefix=f"{side}-wrong")
    wrong.email.data, wrong.pin.data = "amina@", "12"
    wrong.email.errors = [_("Enter an e-mail address such as name@example.com.")]
    wrong.password.errors = [_("Use at least 10 characters.")]
    wrong.pin.errors = [_("This code is wrong or has expired. Check it, or ask for a new one.")]
    wrong.state.errors = [_("Choose a state.")]
    wrong.pickup.errors = [_("Choose a pickup store from the list.")]
    wrong.news.errors = [_("Tick this box to go on.")]
    wrong.form_errors = [_("There is not enough on your shopping card for this.")]
    return wrong


def _pager() -> SimpleNamespace:
    """The second of twelve pages."""
    pages = [("1", "?page=1"), ("2", None), ("3", "?page=3"), ("…", None), ("12", "?page=12")]
    items = [(label, url, label == "2") for label, url in pages]
    return SimpleNamespace(number=2, pages=12, total=284, prev_url="?page=1", next_url="?page=3", items=items)


@developers.get("/style-guide")
def style_guide() -> ResponseReturnValue:
    """Every component in every state."""
    return render_template(
        "developers/style_guide.html",
        swatches=SWATCHES,
        icons=ICONS,
        fresh={side: _fresh(side) for side in SIDES},
        wrong={side: _wrong(side) for side in SIDES},
        products=_products(),
        amount=Money(4250, "OMR"),
        before=Money(5500, "OMR"),
        saving=Money(-1250, "OMR"),
        when=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
        pager=_pager(),
        booking=booking_specimens(),
        palettes=palette_specimens(),
        palettes_url=palettes_url(),
    )
