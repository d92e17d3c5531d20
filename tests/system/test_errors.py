"""Every domain error is worded on every surface: a sentence in both languages, an answer in each family."""

import importlib
import json
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from flask import Flask

from app.api import FAMILIES
from app.domain import errors
from app.errors import STATUS
from app.web.errors import explain
from tests.support.pages import squeeze

AREAS = [importlib.import_module(f"{errors.__name__}.{area.name}") for area in pkgutil.iter_modules(errors.__path__)]
ERRORS = sorted(
    {
        kind
        for area in AREAS
        for kind in vars(area).values()
        if isinstance(kind, type) and issubclass(kind, errors.DomainError) and kind is not errors.DomainError
    },
    key=lambda kind: kind.__name__,
)
SAMPLES: dict[Any, Any] = {
    int: 3,
    str: "NGN",
    bool: True,
    UUID: UUID(int=7),
    datetime: datetime.now(UTC) + timedelta(minutes=5),
}


def sample(kind: type[errors.DomainError]) -> errors.DomainError:
    """An instance with plausible facts."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name]) for name in getattr(kind, "__dataclass_fields__", ())})


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("path", ["/", "/ar/"])
def test_a_person_reads_a_sentence(app: Flask, kind: type[errors.DomainError], path: str) -> None:
    environ = {"souk.locale": "ar"} if path.startswith("/ar") else {}

    with app.test_request_context("/", environ_overrides=environ):
        sentence = squeeze(explain(sample(kind)))

    assert sentence.endswith((".", "؟", "?")), sentence
    assert "%(" not in sentence


@pytest.mark.parametrize(
    ("reasons", "make"),
    [
        (errors.BookingProblem, lambda reason: errors.BookingRefused(reason, ())),
        (errors.GiftCardProblem, errors.GiftCardUnusable),
        (errors.UploadProblem, lambda reason: errors.UploadRefused(reason, 5_000_000)),
    ],
)
def test_every_reason_has_a_sentence_of_its_own(
    app: Flask, reasons: type[StrEnum], make: Callable[[str], errors.DomainError]
) -> None:
    with app.test_request_context("/"):
        sentences = {explain(make(reason)) for reason in reasons}

    assert len(sentences) == len(reasons)


def test_every_area_is_known_by_the_package() -> None:
    assert [kind.__name__ for kind in ERRORS if getattr(errors, kind.__name__, None) is not kind] == []


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in ERRORS]

    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", ERRORS)
def test_each_family_answers_in_its_own_shape(app: Flask, kind: type[errors.DomainError]) -> None:
    for _blueprint, prefixes, surface in FAMILIES:
        with app.test_request_context(f"{prefixes[0]}/x"):
            response = app.make_response(surface.domain_error(sample(kind)))

        body = json.loads(response.get_data(as_text=True))
        assert response.mimetype == "application/json"
        assert 400 <= response.status_code < 600
        assert isinstance(body, dict)
        assert body


def test_every_kind_of_error_has_a_status() -> None:
    assert set(STATUS) == set(errors.ErrorKind)


def _value(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    options = get_args(hint)
    if get_origin(hint) is tuple:
        return (_value(options[0]),)
    plain = next((option for option in (hint, *options) if option in SAMPLES), None)
    return SAMPLES[plain] if plain is not None else ()
