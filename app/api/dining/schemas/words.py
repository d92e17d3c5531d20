"""The document's words for the states of reservations and waiting parties, as they are read and written."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from pydantic import BeforeValidator, WithJsonSchema

from app.domain.reservations import ReservationPayment, ReservationState, WaitingState

E = TypeVar("E", bound=StrEnum)
# How the word is spelt elsewhere.
_ALIASES: Final = {"CANCELLED": "CANCELED", "NO_SHOW": "NOSHOW"}
# A lapsed offer is one state with two names: each route tells its own and takes either.
NO_SHOW: Final = "NOSHOW"


def _word(value: str) -> str:
    word = value.strip().upper()
    return _ALIASES.get(word, word)


def _one_of(kind: type[E], value: str) -> E:
    try:
        return kind(_word(value))
    except ValueError as error:
        raise ValueError(f"Input should be one of {', '.join(kind)}") from error


def _list_of(kind: type[E]) -> BeforeValidator:
    """One word, or several with commas between them."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        return [_one_of(kind, part) for part in value.split(",") if part.strip()]

    return BeforeValidator(read)


def _waiting_word(value: object) -> object:
    if not isinstance(value, str):
        return value
    return WaitingState.EXPIRED if _word(value) == NO_SHOW else _one_of(WaitingState, value)


def _list_schema(kind: type[StrEnum]) -> WithJsonSchema:
    schema: dict[str, Any] = {"type": "string", "description": f"{', '.join(kind)}; several with commas."}
    return WithJsonSchema(schema)


States = Annotated[list[ReservationState], _list_of(ReservationState), _list_schema(ReservationState)]
Payments = Annotated[list[ReservationPayment], _list_of(ReservationPayment), _list_schema(ReservationPayment)]
WaitingWord = Annotated[
    WaitingState,
    BeforeValidator(_waiting_word),
    WithJsonSchema({"type": "string", "enum": [*WaitingState, NO_SHOW]}),
]
