"""What a booking costs and until when it may be given up for nothing. Minor units of the branch's currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# Ten thousand hundredths of a per cent are the whole.
_WHOLE_BP: Final = 10_000
_DAY_BEFORE: Final = timedelta(hours=24)
_HOURS_BEFORE: Final = timedelta(hours=3)
# A reminder right after the confirmation reminds nobody.
_NOT_WITHIN: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a party at a slot: frozen when it is booked. `price_minor` is the party's, where a menu has one."""

    price_minor: int
    deposit_minor: int
    cancel_fee_minor: int
    cancel_free_until: datetime

    def kept(self, now: datetime) -> int:
        """What is kept of a paid deposit when the booking is given up at this moment."""
        return 0 if now <= self.cancel_free_until else self.cancel_fee_minor


def terms_of(
    *, price_minor: int, deposit_minor: int, starts_at: datetime, cancel_free_minutes: int, cancel_fee_bp: int
) -> Terms:
    """The fee is a share of the deposit, rounded down, in the guest's favour."""
    return Terms(
        price_minor=price_minor,
        deposit_minor=deposit_minor,
        cancel_fee_minor=deposit_minor * cancel_fee_bp // _WHOLE_BP,
        cancel_free_until=starts_at - timedelta(minutes=cancel_free_minutes),
    )


def remind_at(*, starts_at: datetime, now: datetime) -> datetime | None:
    """A day before, or three hours before what was booked late; None where both would be right after the booking."""
    for ahead in (_DAY_BEFORE, _HOURS_BEFORE):
        if starts_at - ahead >= now + _NOT_WITHIN:
            return starts_at - ahead
    return None
