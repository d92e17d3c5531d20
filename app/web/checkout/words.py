"""What the checkout says about delivery, sums and ways to pay."""

from __future__ import annotations

from typing import Final, NamedTuple

from flask_login import current_user

from app.domain.gift_cards import masked
from app.domain.money import Money
from app.services.carts import CartLineView
from app.services.checkout_page import CheckoutPage, Instruments, QuoteTrouble, Way
from app.services.delivery_rates import ValidRate
from app.services.order_views import mask_card
from app.services.platforms import Storefront
from app.web.cart.words import SumLine, money, products_of, tax_name
from app.web.filters import isolated
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext

_DAY: Final = 24 * 60


class PayCard(NamedTuple):
    """One way to pay, as its card on the page shows it."""

    key: str
    icon: str
    label: str
    number: str
    words: str
    amount: Money | None


def why_not(page: CheckoutPage, way: str) -> str | None:
    """Why the order cannot go this way, by the products' names."""
    if way == Way.DELIVERY and page.not_delivered:
        return ngettext(
            "%(names)s cannot be delivered.",
            "%(names)s cannot be delivered.",
            len(page.not_delivered),
            names=_quoted(page.not_delivered),
        )
    if way == Way.PICKUP and page.not_collected:
        return ngettext(
            "%(names)s cannot be picked up.",
            "%(names)s cannot be picked up.",
            len(page.not_collected),
            names=_quoted(page.not_collected),
        )
    return None


def no_way(page: CheckoutPage) -> str:
    """What to do about products that can go no way together."""
    reasons = (why_not(page, Way.DELIVERY) if page.offers_delivery else None, why_not(page, Way.PICKUP))
    told = " ".join(reason for reason in reasons if reason)
    return _("%(reasons)s Take some of them out of your cart, and buy them separately.", reasons=told).strip()


def problem_of(page: CheckoutPage, line: CartLineView) -> str | None:
    """What keeps a line from going the chosen way."""
    if page.way is Way.DELIVERY and not line.available_for_delivery:
        return _("This cannot be delivered.")
    if page.way is Way.PICKUP and not line.available_for_pickup:
        return _("This cannot be picked up.")
    return None


def delivery_price(page: CheckoutPage) -> str:
    """On the choice of delivery: what it costs, as far as that is known."""
    if page.quotes.chosen is not None:
        return money(page.quotes.chosen.fee_minor, page.cart.currency)
    return _("By address")


def eta(rate: ValidRate) -> str:
    """When it arrives, in the page's language where the carrier told it in numbers."""
    if rate.eta_minutes is None:
        return rate.eta_text
    if rate.eta_minutes <= _DAY // 2:
        hours = max(1, round(rate.eta_minutes / 60))
        return ngettext("Within %(num)s hour", "Within %(num)s hours", hours)
    days = max(1, -(-rate.eta_minutes // _DAY))
    return ngettext("Within %(num)s day", "Within %(num)s days", days)


def quotes_title(page: CheckoutPage) -> str:
    return {
        QuoteTrouble.EXPIRED: _("The delivery prices have expired."),
        QuoteTrouble.DOWN: _("We cannot reach the carriers just now."),
        QuoteTrouble.NOBODY: _("No carrier delivers to this address."),
        None: "",
    }[page.quotes.trouble]


def quotes_body(page: CheckoutPage) -> str:
    pickup = _("You can also choose pickup, which is free.") if page.can_pick_up else ""
    told = {
        QuoteTrouble.EXPIRED: _("Ask for new ones. They may differ, and you see them before you pay."),
        QuoteTrouble.DOWN: _("Nothing you typed is lost. Try again in a moment."),
        QuoteTrouble.NOBODY: _("Check the address, or use another one."),
        None: "",
    }[page.quotes.trouble]
    return told if page.quotes.trouble is QuoteTrouble.EXPIRED else f"{told} {pickup}".strip()


def quotes_told(page: CheckoutPage) -> str:
    """For those who listen: what came of asking carriers."""
    if page.quotes.rates:
        count = len(page.quotes.rates)
        return f"{ngettext('%(num)s delivery price.', '%(num)s delivery prices.', count)} {total_told(page)}"
    return quotes_title(page)


def sum_lines(page: CheckoutPage, storefront: Storefront) -> list[SumLine]:
    """The rows above the total."""
    cart, totals = page.cart, page.totals
    rows: list[SumLine] = [(products_of(cart.count), Money(totals.subtotal, cart.currency))]
    if totals.discount and cart.coupon is not None:
        rows.append((_("Coupon %(code)s", code=cart.coupon.code), Money(-totals.discount, cart.currency)))
    if totals.tax:
        rows.append((tax_name(storefront), Money(totals.tax, cart.currency)))
    if page.way is Way.PICKUP:
        rows.append((_("Pickup"), _("Free")))
    elif page.quotes.chosen is not None:
        carrier = isolated(page.quotes.chosen.carrier_name)
        rows.append((_("Delivery by %(carrier)s", carrier=carrier), Money(totals.delivery, cart.currency)))
    else:
        rows.append((_("Delivery"), _("Not priced yet")))
    return rows


def total_label(page: CheckoutPage) -> str:
    return _("Total") if page.is_priced else _("Total without delivery")


def total_told(page: CheckoutPage) -> str:
    amount = money(page.totals.total, page.cart.currency)
    if page.is_priced:
        return _("Total: %(amount)s.", amount=amount)
    return _("Total without delivery: %(amount)s.", amount=amount)


def pay_cards(page: CheckoutPage) -> list[PayCard]:
    """The ways to pay, each with what it would do."""
    makers = {
        Instruments.CARD: _by_card,
        Instruments.BOTH: _by_both,
        Instruments.GATEWAY: _by_gateway,
        Instruments.GIFT: _by_gift,
    }
    return [makers[instrument](page) for instrument in page.instruments]


def rest_told(page: CheckoutPage) -> str:
    """What is still to be paid beside a gift card."""
    if not page.rest_minor:
        return _("It pays for all of it.")
    return _("Left to pay: %(amount)s.", amount=money(page.rest_minor, page.cart.currency))


def gift_words(page: CheckoutPage) -> tuple[str, str]:
    """What the gift card pays, and what will be left on it."""
    gift = page.gift
    held = 0 if gift is None else gift.balance.minor
    paid = page.gift_minor
    if Instruments.GATEWAY in page.instruments and Instruments.CARD not in page.instruments and page.card is None:
        # The payment page does not take less than its least.
        paid = page.shares(0)[0]
    currency = page.cart.currency
    pays = _("Pays %(amount)s", amount=money(paid, currency))
    return pays, _("%(amount)s will be left on it.", amount=money(held - paid, currency))


def short_words(page: CheckoutPage) -> str:
    """What somebody whose card holds too little can do."""
    if page.gateway_title is not None:
        return _("Pay the rest or all of it online, or top up your card first.")
    return _("Take something out of your cart, or top up your card at one of our stores.")


def top_up_amount(page: CheckoutPage) -> str:
    """What the card lacks, in major units as the top-up form takes it; never less than the one unit it asks for."""
    lacks = Money(page.missing_minor, page.cart.currency)
    return str(max(lacks.major, Money.parse(1, page.cart.currency).major))


def _by_card(page: CheckoutPage) -> PayCard:
    balance = page.card.current_minor if page.card is not None else 0
    left = balance - page.rest_minor
    words = (
        _("This order needs %(amount)s more.", amount=money(-left, page.cart.currency))
        if left < 0
        else _("%(amount)s will be left after this order.", amount=money(left, page.cart.currency))
    )
    return PayCard("card", "wallet", _("Shopping card"), _card_number(), words, Money(balance, page.cart.currency))


def _by_both(page: CheckoutPage) -> PayCard:
    currency = page.cart.currency
    _gift, share, rest = page.shares(0 if page.card is None else page.card.current_minor)
    words = _(
        "%(share)s from your card, and %(rest)s at %(gateway)s.",
        share=money(share, currency),
        rest=money(rest, currency),
        gateway=isolated(page.gateway_title or ""),
    )
    return PayCard("both", "wallet", _("Shopping card, and the rest online"), _card_number(), words, None)


def _by_gateway(page: CheckoutPage) -> PayCard:
    title = isolated(page.gateway_title or "")
    words = _("You go to %(gateway)s, pay there by card or transfer, and come back here.", gateway=title)
    rest = Money(page.shares(0)[2], page.cart.currency) if page.gift_minor else None
    return PayCard("gateway", "lock", _("Pay online with %(gateway)s", gateway=title), "", words, rest)


def _by_gift(page: CheckoutPage) -> PayCard:
    _pays, left = gift_words(page)
    number = "" if page.gift is None else masked(page.gift.last4)
    amount = None if page.gift is None else page.gift.balance
    return PayCard("gift", "heart", _("Gift card"), number, left, amount)


def _card_number() -> str:
    return mask_card(current_user.card_number or "")


def _quoted(names: tuple[str, ...]) -> str:
    comma = "\N{ARABIC COMMA} " if current_locale() == "ar" else ", "
    return comma.join(f"“{isolated(name)}”" for name in names)
