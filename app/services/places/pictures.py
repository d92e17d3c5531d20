"""Which pictures brands and branches have: their addresses by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models import BrandMedia

Pictures: TypeAlias = Mapping[str, str]


def of_brands(session: Session, brand_ids: Collection[int]) -> Mapping[int, Pictures]:
    """By the brand's id; one statement."""
    rows = session.execute(
        select(BrandMedia.brand_id, BrandMedia.slot, BrandMedia.url).where(
            BrandMedia.brand_id.in_(brand_ids), BrandMedia.branch_key == 0
        )
    )
    return _grouped(rows)


def of_branches(session: Session, branch_ids: Collection[int]) -> Mapping[int, Pictures]:
    """By the branch's id; one statement."""
    rows = session.execute(
        select(BrandMedia.branch_key, BrandMedia.slot, BrandMedia.url).where(BrandMedia.branch_key.in_(branch_ids))
    )
    return _grouped(rows)


def _grouped(rows: Iterable[Row[int, str, str]]) -> Mapping[int, Pictures]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for owner_id, slot, url in rows:
        found[owner_id][slot] = url
    return found
