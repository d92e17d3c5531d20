"""What every table shares: naming of constraints, keys, and column types that refuse bad values."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. A naive datetime is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite grows rowids only for a column of type INTEGER, so the wide type is PostgreSQL's alone.
BigKey = BigInteger().with_variant(Integer(), "sqlite")

PrimaryKey = Annotated[int, mapped_column(BigKey, primary_key=True, autoincrement=True)]
PublicId = Annotated[UUID, mapped_column(unique=True, default=uuid4)]
Minor = Annotated[int, mapped_column(BigInteger)]
CurrencyCode = Annotated[str, mapped_column(String(3))]


def enum_of(kind: type[StrEnum], name: str) -> Enum:
    """A column type that stores an enumeration's words and lets the database refuse any other."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        create_constraint=True,
        name=name,
        values_callable=lambda e: [member.value for member in e],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        str: String(255),
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }
