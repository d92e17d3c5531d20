"""What somebody without a key may see of a person: enough to recognise oneself, too little to learn of others."""

from __future__ import annotations

from typing import Final

HIDDEN: Final = "•••"
# Fewer digits than these and the ends that are shown would be most of the number.
_SHORTEST_SHOWN: Final = 9
_HEAD: Final = 4
_TAIL: Final = 3


def name(text: str) -> str:
    """The first letter: "John" → "J•••"; an empty name stays empty."""
    trimmed = text.strip()
    return trimmed[:1] + HIDDEN if trimmed else ""


def phone(number: str | None) -> str | None:
    """The first four and the last three digits: "+971501234567" → "+9715•••567", with its plus or without."""
    if not number:
        return number
    plus = "+" if number.startswith("+") else ""
    digits = number.removeprefix("+")
    if len(digits) < _SHORTEST_SHOWN:
        return plus + HIDDEN
    return f"{plus}{digits[:_HEAD]}{HIDDEN}{digits[-_TAIL:]}"


def email(address: str | None) -> str | None:
    """The first letter and the top-level domain: "john@example.com" → "j•••@•••.com"."""
    if not address:
        return address
    local, _, host = address.rpartition("@")
    return f"{local[:1]}{HIDDEN}@{HIDDEN}.{host.rpartition('.')[2]}"


def text(words: str) -> str:
    """That something was written, not what: "nut allergy" → "•••"; nothing stays nothing."""
    return HIDDEN if words else words
