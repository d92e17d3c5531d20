"""The message of each domain error, as the commerce document words them."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Final

from app.clock import utc_now
from app.domain import errors as e
from app.domain.money import major_of


def _minutes(error: e.TooManyAttempts | e.PinLocked) -> str:
    count = max(1, ceil((error.retry_at - utc_now()).total_seconds() / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def _out_of_stock(error: e.OutOfStock) -> str:
    if error.left == 0:
        return f"{error.name} is out of stock"
    return f"Insufficient stock for {error.name}: only {error.left} left"


_ADDRESS_PARTS: Final = {
    "line1": "street",
    "line2": "second line",
    "city": "city",
    "state": "state",
    "zip": "postal code",
    "country": "country",
    "first_name": "first name",
    "last_name": "last name",
}


def _address_refused(error: e.AddressRefused) -> str:
    part = _ADDRESS_PARTS.get(error.field, error.field)
    return {
        e.AddressProblem.MISSING: f"The address has no {part}",
        e.AddressProblem.TOO_LONG: f"The {part} of the address is too long",
        e.AddressProblem.UNKNOWN: f"The {part} of the address is not known",
        e.AddressProblem.MALFORMED: f"The {part} of the address is not valid",
        e.AddressProblem.NOT_SERVED: "No carrier delivers to this address",
    }[error.problem]


_RATES: Final = {
    e.RateProblem.UNKNOWN: "Delivery rate not found. Request a new delivery quote.",
    e.RateProblem.EXPIRED: "Delivery rate has expired. Request a new delivery quote.",
    e.RateProblem.ALTERED: "Delivery rate is for another store or address. Request a new delivery quote.",
    e.RateProblem.TOO_LIGHT: "Delivery rate is for a lighter package. Request a new delivery quote.",
    e.RateProblem.USED: "Delivery rate was already used. Request a new delivery quote.",
}


def _plain(reason: str) -> str:
    return str(reason).replace("_", " ")


MESSAGES: Final[dict[type[e.DomainError], Callable[..., str]]] = {
    e.EmailTaken: lambda _: "Email address already exists",
    e.PhoneTaken: lambda _: "Phone number already exists",
    e.PhoneInvalid: lambda _: "Phone number is not valid",
    e.PasswordTooWeak: lambda x: f"Password must be at least {x.min_length} characters",
    e.BadCredentials: lambda _: "Invalid email/phone or password",
    e.NotSignedIn: lambda _: "Customer not authenticated",
    e.NotAllowed: lambda _: "Not allowed",
    e.ApiKeyInvalid: lambda _: "Invalid or missing API key",
    e.CustomerNotFound: lambda _: "Customer not found in this environment",
    e.CodeInvalid: lambda _: "Invalid or expired OTP",
    e.ResetTokenInvalid: lambda _: "Invalid or expired reset token",
    e.TooManyAttempts: lambda x: f"Too many attempts. Try again in {_minutes(x)}.",
    e.PinWrong: lambda _: "Invalid transaction PIN",
    e.PinLocked: lambda x: f"Transaction PIN is locked after too many wrong attempts. Try again in {_minutes(x)}.",
    e.PinNotSet: lambda _: "Transaction PIN is not set",
    e.ProductNotFound: lambda _: "Product not found",
    e.CategoryNotFound: lambda _: "Category not found",
    e.PageNotFound: lambda _: "Resource not found",
    e.OptionInvalid: lambda x: f"Choose a valid option: {x.option}",
    e.OutOfStock: _out_of_stock,
    e.QuantityInvalid: lambda x: f"Quantity must be between {x.minimum} and {x.maximum}",
    e.ProductNotForPickup: lambda x: f"{x.name} is not available for pickup",
    e.ProductNotForDelivery: lambda x: f"{x.name} is not available for delivery",
    e.CartEmpty: lambda _: "Cart is empty",
    e.CartLineNotFound: lambda _: "Cart item not found",
    e.WishNotFound: lambda _: "Wishlist item not found",
    e.CouponInvalid: lambda _: "Coupon code is not valid",
    e.CouponUsedUp: lambda _: "Coupon is no longer valid",
    e.CouponBelowMinimum: lambda x: f"Coupon needs at least {major_of(x.minimum_minor, x.currency)} {x.currency}",
    e.PickupLocationNotFound: lambda _: "Pickup location not found",
    e.AmountMismatch: lambda _: "Total amount mismatch",
    e.BalanceTooLow: lambda _: "Insufficient shopping card balance",
    e.PaymentMethodUnavailable: lambda _: "Payment gateway is not configured for this platform",
    e.ProviderFailed: lambda _: "The provider could not be reached. Please try again later",
    e.AddressRefused: _address_refused,
    e.AddressNotFound: lambda _: "Address not found",
    e.AddressKnown: lambda _: "Address already exists",
    e.AddressBookFull: lambda x: f"At most {x.limit} addresses can be saved",
    e.RateInvalid: lambda x: _RATES[x.reason],
    e.DeliveryUnavailable: lambda _: "Terminal Africa settings not configured for this platform",
    e.PaymentNotFound: lambda _: "Transaction not found",
    e.ReturnUrlNotAllowed: lambda _: "Return URL is not allowed for this platform",
    e.AmountTooSmall: lambda _: "Amount must be greater than 0",
    e.OrderNotFound: lambda _: "Order not found",
    e.TransitionRefused: lambda x: f"The {x.entity} cannot become {x.wanted}: it is {x.state}",
    e.PickupCodeInvalid: lambda _: "Pickup code is not valid",
    e.BillsUnavailable: lambda _: "Bill payments are not configured for this platform",
    e.BillServiceNotFound: lambda _: "Service not found",
    e.BillPlanNotFound: lambda _: "Plan not found",
    e.BillerMismatch: lambda _: "billerId and billerSlug do not belong to this service",
    e.BillAccountNotFound: lambda x: f"{x.service} does not know this number",
    e.BillPhoneInvalid: lambda _: "Phone number is not valid",
    e.BillAmountInvalid: lambda x: (
        f"Amount must be between {major_of(x.minimum_minor, x.currency):,}"
        f" and {major_of(x.maximum_minor, x.currency):,} {x.currency}"
    ),
    e.BillPriceMismatch: lambda x: f"Amount must be the plan's price, {major_of(x.expected_minor, x.currency):,}",
    e.BillNotFound: lambda _: "Bill not found",
    e.BillFailed: lambda _: "The provider did not deliver. The amount was returned to the shopping card",
    e.CountryNotFound: lambda _: "Country not found",
    e.BrandNotFound: lambda _: "Brand not found",
    e.BranchNotFound: lambda _: "Branch not found",
    e.ReservationNotFound: lambda _: "Reservation not found",
    e.WaitingEntryNotFound: lambda _: "Waiting list entry not found",
    e.EventNotFound: lambda _: "Event not found",
    e.GiftCardNotFound: lambda _: "Gift card not found",
    e.MemberNotFound: lambda _: "Member not found",
    e.BatchExists: lambda x: f"Batch {x.batch_id} exists already",
    e.BatchNotFound: lambda _: "Batch not found",
    e.BookingRefused: lambda x: f"The time cannot be booked: {_plain(x.reason)}",
    e.HoldExpired: lambda _: "The hold has expired. Choose a time again.",
    e.TablesTaken: lambda _: "The table is no longer free",
    e.EventSlotFull: lambda x: f"The slot is full: {x.left} left" if x.left else "The slot is full",
    e.PlacesLimit: lambda x: f"At most {x.limit} places can be booked at once",
    e.GiftCardUnusable: lambda x: f"The gift card cannot be used: {_plain(x.reason)}",
    e.CodeNeeded: lambda _: "Phone number must be verified by OTP first",
    e.DepositNeeded: lambda _: "The changed booking needs a deposit",
    e.TooLateToChange: lambda _: "The booking can no longer be changed online",
    e.SectionNotFound: lambda _: "Section not found",
    e.TableNotFound: lambda _: "Table not found",
    e.RuleNotFound: lambda _: "Hours not found",
    e.TableNumberTaken: lambda x: f"Table {x.number} exists already",
    e.SectionHasTables: lambda x: f"{x.tables} tables stand in this section",
    e.TableInUse: lambda _: "Guests are coming to this table",
    e.PastNeedsIt: lambda _: "Bookings tell of it",
    e.UploadRefused: lambda x: f"The file was refused: {_plain(x.reason)}",
    e.ChangedMeanwhile: lambda _e: "It was changed meanwhile",
    e.BookingsComing: lambda x: f"{x.coming} bookings are still to come",
    e.ClockInUse: lambda x: f"{x.coming} bookings or kept tables are still to come",
    e.IdempotencyKeyReused: lambda _: "Idempotency-Key was already used with a different request",
    e.RequestInProgress: lambda _: "A request with this Idempotency-Key is still being processed",
}
