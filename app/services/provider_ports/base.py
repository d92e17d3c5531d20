"""What every provider is, and what can go wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ProviderError(Exception):
    """A provider could not be asked, or said no."""


class ProviderRefused(ProviderError):
    """A definite no: nothing was done. `code` is a short word of ours, the text the provider's own."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


class ProviderUnclear(ProviderError):
    """No usable answer to something that may have been done: look it up, never ask again blindly."""


class ProviderDown(ProviderError):
    """No usable answer to a question, or the call was not even tried: nothing was done, ask later."""


class ProviderMisconfigured(ProviderError):
    """The provider does not accept our credentials."""


class BadSignature(ProviderError):
    """A webhook that the provider did not sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookNote:
    """What a genuine webhook hints at; the truth is read from the provider itself."""

    # The same for the same event, sent again: made of its kind, subject and state.
    event_key: str
    kind: str
    # Our reference of the payment, or the provider's id of the shipment; empty where it names nothing of ours.
    reference: str


class Provider(Protocol):
    """What every adapter is."""

    @property
    def name(self) -> str:
        """The word used in settings, such as paystack."""
        ...

    @property
    def title(self) -> str:
        """The name people know, such as Paystack."""
        ...

    def check(self) -> None:
        """Ask one harmless question with our credentials. Raises ProviderMisconfigured, ProviderDown."""
        ...
