"""What the cart says about its lines and sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from app.domain.money import Money
from app.domain.pricing import Totals
from app.domain.states import PaymentState
from app.models import PaymentMethod
from app.services.carts import CartCoupon, CartLineView, CartView, LineProblem
from app.services.order_views import OrderView
from app.services.platforms import Storefront
from app.web.errors import explain
from app.web.filters import format_money, isolated
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext

SumLine: TypeAlias = tuple[str, Money | str]

LOW_STOCK = 5


def problem_of(line: CartLineView) -> str | None:
    """Why the line cannot be bought as it stands, and what to do."""
    match line.problem:
        case LineProblem.GONE:
            return _("This is no longer sold. Remove it to go on.")
        case LineProblem.SOLD_OUT:
            return _("Sold out. Remove it to go on.")
        case LineProblem.TOO_FEW:
            return ngettext(
                "Only %(num)s is left. Lower the quantity to go on.",
                "Only %(num)s are left. Lower the quantity to go on.",
                line.stock,
            )
        case LineProblem.QUANTITY:
            return _(
                "Choose a quantity from %(low)s to %(high)s.",
                low=line.min_quantity,
                high=line.max_quantity,
            )
        case None:
            return None


def low_stock_of(line: CartLineView) -> str | None:
    """That few are left, where that is news and no problem yet."""
    if line.problem is not None or line.stock > LOW_STOCK:
        return None
    return ngettext("Only %(num)s left", "Only %(num)s left", line.stock)


def coupon_trouble(coupon: CartCoupon | None) -> str | None:
    """Why the coupon kept on the cart no longer counts."""
    return None if coupon is None or coupon.refused is None else explain(coupon.refused)


def sum_lines(cart: CartView, storefront: Storefront, *, delivers: bool) -> list[SumLine]:
    """The rows above the total; what a delivery costs depends on the address, so it is priced at checkout."""
    totals = cart.totals
    rows: list[SumLine] = [(products_of(cart.count), Money(totals.subtotal, cart.currency))]
    if totals.discount and cart.coupon is not None:
        rows.append((_("Coupon %(code)s", code=cart.coupon.code), Money(-totals.discount, cart.currency)))
    if totals.tax:
        rows.append((tax_name(storefront), Money(totals.tax, cart.currency)))
    if delivers and all(line.available_for_delivery for line in cart.lines):
        rows.append((_("Delivery"), _("Priced next")))
    if all(line.available_for_pickup for line in cart.lines):
        rows.append((_("Pickup"), _("Free")))
    return rows


def products_of(count: int) -> str:
    return ngettext("%(num)s product", "%(num)s products", count)


def tax_name(storefront: Storefront) -> str:
    rate = Decimal(storefront.tax_rate_bp) / 100
    return _("VAT (%(rate)s %%)", rate=f"{rate.normalize():f}")


def tax_note(totals: Totals, storefront: Storefront) -> str | None:
    """The tax inside the prices, where they hold it."""
    if not totals.included_tax:
        return None
    return _("The total includes %(amount)s of VAT.", amount=money(totals.included_tax, storefront.currency))


def told(parts: Sequence[str | None]) -> str:
    """Sentences one after the other, for those who listen."""
    return " ".join(part for part in parts if part)


def total_told(cart: CartView) -> str | None:
    """The new total, for those who listen."""
    return None if cart.is_empty else _("Total: %(amount)s.", amount=money(cart.totals.total, cart.currency))


def paid_words(order: OrderView) -> str:
    """What was paid, and with what."""
    told = {
        PaymentMethod.SHOPPING_CARD: _("%(amount)s was paid with your shopping card."),
        PaymentMethod.GATEWAY: _("%(amount)s was paid online."),
        PaymentMethod.GIFT_CARD: _("%(amount)s was paid with a gift card."),
    }
    paid = [p for p in order.payments if p.state is PaymentState.SUCCEEDED and p.method in told]
    sentences = [told[p.method] % {"amount": money(p.amount.minor, p.amount.currency)} for p in paid]
    return " ".join(sentences) or _("There was nothing to pay.")


def told_at(order: OrderView) -> str:
    """Where somebody is told about their order."""
    if order.contact_email:
        return _("By e-mail to %(address)s", address=isolated(order.contact_email))
    return _("By message to %(number)s", number=isolated(order.contact_phone)) if order.contact_phone else ""


def amount(minor: int, currency: str) -> Money:
    return Money(minor, currency)


def money(minor: int, currency: str) -> str:
    """An amount inside a sentence, which keeps its direction there."""
    return isolated(format_money(Money(minor, currency), current_locale()))
