"""What gift cards' pages say of days and states."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from babel.dates import format_date

from app.domain import gift_cards as rules
from app.domain.gift_cards import GiftCardStatus
from app.web.storefront import current_locale
from app.web.texts import lazy_gettext as _l

STATUS_WORDS: Final = {
    GiftCardStatus.ACTIVE: _l("Active"),
    GiftCardStatus.DISABLED: _l("Not active"),
    GiftCardStatus.EXPIRED: _l("Expired"),
}
STATUS_TONES: Final = {
    GiftCardStatus.ACTIVE: "good",
    GiftCardStatus.DISABLED: "bad",
    GiftCardStatus.EXPIRED: "warn",
}


def good_through(expires_at: datetime | None) -> str:
    """The last day on which a card is good, as the page writes days; empty where there is none."""
    if expires_at is None:
        return ""
    return format_date(rules.good_through(expires_at), "d MMM y", locale=current_locale())
