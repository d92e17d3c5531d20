"""The sentences a person reads about people, products, orders, money, deliveries and bills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from app.clock import utc_now
from app.domain import errors as e
from app.domain.money import Money
from app.web.addresses.words import address_refused
from app.web.filters import format_money
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import ngettext


def seconds_until(moment: datetime) -> int:
    """Whole seconds, at least one."""
    return max(1, int((moment - utc_now()).total_seconds()))


def _wait(error: e.TooManyAttempts | e.PinLocked) -> str:
    minutes = -(-seconds_until(error.retry_at) // 60)
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def _money(minor: int, currency: str) -> str:
    return format_money(Money(minor, currency), current_locale())


def _out_of_stock(error: e.OutOfStock) -> str:
    if error.left == 0:
        return _("“%(name)s” is sold out. Remove it to go on.", name=error.name)
    return ngettext(
        "Only %(num)s of “%(name)s” is left. Lower the quantity to go on.",
        "Only %(num)s of “%(name)s” are left. Lower the quantity to go on.",
        error.left,
        name=error.name,
    )


def _pin_wrong(error: e.PinWrong) -> str:
    return ngettext(
        "That PIN is not right. You can try %(num)s more time.",
        "That PIN is not right. You can try %(num)s more times.",
        error.tries_left,
    )


def _pickup_code(error: e.PickupCodeInvalid) -> str:
    return {
        e.PickupCodeProblem.UNKNOWN: _("This is not a pickup code we know. Check it, or ask to see it again."),
        e.PickupCodeProblem.USED: _("This code was used already: the order has been handed over."),
        e.PickupCodeProblem.CANCELLED: _("This order was cancelled, so there is nothing to hand over."),
        e.PickupCodeProblem.OTHER_STORE: _("This order waits at another store. Tell the customer which one to go to."),
    }[error.problem]


def _rate(error: e.RateInvalid) -> str:
    return {
        e.RateProblem.UNKNOWN: _("Choose one of the delivery offers."),
        e.RateProblem.EXPIRED: _("This delivery price has expired. Here are today's: choose again."),
        e.RateProblem.ALTERED: _(
            "The store or the address has changed, and so have the delivery prices. Choose again."
        ),
        e.RateProblem.TOO_LIGHT: _("Your cart has become heavier, so delivery costs something else. Choose again."),
        e.RateProblem.USED: _("This delivery offer was used for an order already. Choose again."),
    }[error.reason]


SHOP: Final[dict[type[e.DomainError], Callable[..., str]]] = {
    e.EmailTaken: lambda _e: _("An account with this e-mail address already exists. Sign in instead."),
    e.PhoneTaken: lambda _e: _("An account with this phone number already exists. Sign in instead."),
    e.PhoneInvalid: lambda _e: _("Enter a phone number with its country code, such as +234 801 234 5678."),
    e.PasswordTooWeak: lambda x: _("Use at least %(num)s characters for the password.", num=x.min_length),
    e.BadCredentials: lambda _e: _("The e-mail, phone number or password is not right."),
    e.NotSignedIn: lambda _e: _("Sign in to go on."),
    e.NotAllowed: lambda _e: _("You may not do this."),
    e.ApiKeyInvalid: lambda _e: _("The API key is missing or not valid."),
    e.CustomerNotFound: lambda _e: _("We could not find this customer."),
    e.CodeInvalid: lambda _e: _("This code is wrong or has expired. Check it, or ask for a new one."),
    e.ResetTokenInvalid: lambda _e: _("This link has expired or was used already. Ask for a new code."),
    e.TooManyAttempts: lambda x: _("Too many attempts. Try again in %(wait)s.", wait=_wait(x)),
    e.PinWrong: _pin_wrong,
    e.PinLocked: lambda x: _(
        "The PIN was wrong too many times. Try again in %(wait)s, or reset it.",
        wait=_wait(x),
    ),
    e.PinNotSet: lambda _e: _("Set a PIN for your shopping card first."),
    e.ProductNotFound: lambda _e: _("We could not find this product."),
    e.CategoryNotFound: lambda _e: _("We could not find this category."),
    e.PageNotFound: lambda _e: _("We could not find this page."),
    e.OptionInvalid: lambda x: _("Choose: %(option)s.", option=x.option),
    e.OutOfStock: _out_of_stock,
    e.QuantityInvalid: lambda x: _("Choose a quantity from %(low)s to %(high)s.", low=x.minimum, high=x.maximum),
    e.ProductNotForPickup: lambda x: _("“%(name)s” cannot be picked up. Remove it to go on.", name=x.name),
    e.ProductNotForDelivery: lambda x: _("“%(name)s” cannot be delivered. Pick it up or remove it.", name=x.name),
    e.CartEmpty: lambda _e: _("Your cart is empty."),
    e.CartLineNotFound: lambda _e: _("This line is no longer in your cart."),
    e.WishNotFound: lambda _e: _("This is no longer on your wishlist."),
    e.CouponInvalid: lambda _e: _("This coupon code does not exist. Check the spelling."),
    e.CouponUsedUp: lambda _e: _("This coupon is no longer valid."),
    e.CouponBelowMinimum: lambda x: _(
        "This coupon needs products for at least %(amount)s.",
        amount=_money(x.minimum_minor, x.currency),
    ),
    e.PickupLocationNotFound: lambda _e: _("Choose a pickup store from the list."),
    e.AmountMismatch: lambda x: _(
        "The total is now %(amount)s. Check your order and confirm again.",
        amount=_money(x.expected_minor, x.currency),
    ),
    e.BalanceTooLow: lambda _e: _("There is not enough on your shopping card for this."),
    e.PaymentMethodUnavailable: lambda _e: _("This way of paying is not available here. Choose another."),
    e.ProviderFailed: lambda _e: _(
        "A service we need does not answer just now. Nothing was charged. Try again in a minute."
    ),
    e.AddressRefused: lambda x: address_refused(x.field, x.problem),
    e.AddressNotFound: lambda _e: _("This address is no longer in your address book."),
    e.AddressKnown: lambda _e: _("This address is in your address book already."),
    e.AddressBookFull: lambda x: _(
        "Your address book is full: it holds %(num)s addresses. Delete one you no longer need.", num=x.limit
    ),
    e.RateInvalid: _rate,
    e.DeliveryUnavailable: lambda _e: _("Delivery is not available here. Choose pickup."),
    e.PaymentNotFound: lambda _e: _("We could not find this payment."),
    e.ReturnUrlNotAllowed: lambda _e: _("The page to return to is not one of this shop's."),
    e.AmountTooSmall: lambda x: _(
        "The amount must be at least %(amount)s.",
        amount=_money(x.minimum_minor, x.currency),
    ),
    e.OrderNotFound: lambda _e: _("We could not find this order."),
    e.TransitionRefused: lambda _e: _("This has changed in the meantime. Look at it again."),
    e.PickupCodeInvalid: _pickup_code,
    e.BillsUnavailable: lambda _e: _("Bills cannot be paid here."),
    e.BillServiceNotFound: lambda _e: _("We could not find this company. Choose one from the list."),
    e.BillPlanNotFound: lambda _e: _("This plan is no longer sold. Choose another."),
    e.BillerMismatch: lambda _e: _("This plan belongs to another company. Choose it again."),
    e.BillAccountNotFound: lambda x: _("%(service)s does not know this number. Check the digits.", service=x.service),
    e.BillPhoneInvalid: lambda _e: _("Enter a phone number, such as 0801 234 5678."),
    e.BillAmountInvalid: lambda x: _(
        "Enter an amount from %(least)s to %(most)s.",
        least=_money(x.minimum_minor, x.currency),
        most=_money(x.maximum_minor, x.currency),
    ),
    e.BillPriceMismatch: lambda x: _(
        "This plan now costs %(amount)s. Check it and confirm again.", amount=_money(x.expected_minor, x.currency)
    ),
    e.BillNotFound: lambda _e: _("We could not find this purchase."),
    e.BillFailed: lambda _e: _("The purchase did not go through. The money is back on your shopping card."),
    e.IdempotencyKeyReused: lambda _e: _("This request was sent before with other content."),
    e.RequestInProgress: lambda _e: _("This is being worked on. Wait a moment and look again."),
}
