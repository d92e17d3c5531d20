"""The choices of a product: checked against what the catalogue offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.domain.errors import OptionInvalid
from app.models import ProductOption, ProductOptionValue


@dataclass(frozen=True, slots=True)
class Chosen:
    """A valid set of answers: how it is kept, and what it adds to the price."""

    key: str = ""
    kept: list[dict[str, str]] = field(default_factory=list)
    deltas: dict[int, int] = field(default_factory=dict)


def choose(
    session: Session, *, product_id: int, has_options: bool, values: Sequence[UUID] | None, locale: str
) -> Chosen:
    """Check that each option of the product has one of its own values.

    `values` None, from callers that know no options, takes the first value of each.

    Raises OptionInvalid naming the option that is missing, or nothing when a value is not the product's.
    """
    if not has_options:
        if values:
            raise OptionInvalid(option="")
        return Chosen()
    rows = session.execute(
        select(ProductOption, ProductOptionValue)
        .join(ProductOptionValue, ProductOptionValue.option_id == ProductOption.id)
        .where(ProductOption.product_id == product_id)
        .order_by(ProductOption.position, ProductOptionValue.position)
    ).all()
    picked = _picked(rows, values, locale)
    return Chosen(
        key=",".join(str(value.id) for _, value in picked),
        kept=[_kept(option, value) for option, value in picked],
        deltas={value.id: value.price_delta_minor for _, value in picked},
    )


def _picked(
    rows: Sequence[Row[ProductOption, ProductOptionValue]], values: Sequence[UUID] | None, locale: str
) -> list[tuple[ProductOption, ProductOptionValue]]:
    wanted = set(values or ())
    if wanted - {value.uuid for _, value in rows}:
        raise OptionInvalid(option="")
    by_option: dict[int, tuple[ProductOption, ProductOptionValue]] = {}
    for option, value in rows:
        if values is None:
            by_option.setdefault(option.id, (option, value))
        elif value.uuid in wanted:
            if option.id in by_option:
                raise OptionInvalid(option=_name(option, locale))
            by_option[option.id] = (option, value)
    for option, _ in rows:
        if option.id not in by_option:
            raise OptionInvalid(option=_name(option, locale))
    return [by_option[option_id] for option_id in dict.fromkeys(option.id for option, _ in rows)]


def _name(option: ProductOption, locale: str) -> str:
    return option.name_ar if locale == "ar" else option.name_en


def _kept(option: ProductOption, value: ProductOptionValue) -> dict[str, str]:
    return {
        "option_uuid": str(option.uuid),
        "value_uuid": str(value.uuid),
        "name_en": option.name_en,
        "name_ar": option.name_ar,
        "label_en": value.label_en,
        "label_ar": value.label_ar,
    }
