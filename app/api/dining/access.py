"""What a caller without a secret key is told of people, and what may be asked about them.

An operation with `needs=Needs.NOTHING` takes a `Shown` of its call into its schemas' `of(...)`: every personal field
goes through it, whoever calls, so that a new field cannot be forgotten for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.api._kit.call import Call
from app.domain import masking
from app.extensions import db
from app.services.branch_reach import branches_of


@dataclass(frozen=True, slots=True)
class Shown:
    """Personal facts as this caller may see them."""

    in_full: bool

    @classmethod
    def to(cls, call: Call) -> Shown:
        return cls(call.sees_people)

    def name(self, text: str) -> str:
        return text if self.in_full else masking.name(text)

    def phone(self, number: str | None) -> str | None:
        return number if self.in_full else masking.phone(number)

    def email(self, address: str | None) -> str | None:
        return address if self.in_full else masking.email(address)

    def text(self, words: str) -> str:
        """Notes, wishes, allergies."""
        return words if self.in_full else masking.text(words)


def within(call: Call) -> frozenset[int] | None:
    """The branches whose guests this caller may look through; None for all of the business's."""
    return branches_of(db.session(), call.staff) if call.staff is not None else None
