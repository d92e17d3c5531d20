"""How a restaurant's pages look: its brand's colours, pictures and words, in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from app.domain.bilingual import Branded, Named
from app.domain.errors import BranchNotFound, BrandNotFound
from app.domain.palette import BrandColours
from app.models import Branch, Brand, BrandMedia

_SHOWN: Final = ("logo_image", "cover_image", "cover_video")


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchLook(Named):
    """What a branch adds to its brand's look. `titles` are the branch's own texts and sizes (venue_details)."""

    id: int
    code: str
    name_en: str
    name_ar: str
    address_en: str | None
    address_ar: str | None
    city_en: str
    city_ar: str
    zone: str
    phone: str | None
    map_code: str | None
    place: tuple[float, float] | None
    titles: Mapping[str, Any]
    allowed_hosts: tuple[str, ...]

    def address(self, locale: str) -> str:
        """Street and town as far as known; where only the other language knows, in that one."""
        street, town = (
            (self.address_ar or self.address_en, self.city_ar or self.city_en)
            if locale == "ar"
            else (self.address_en or self.address_ar, self.city_en or self.city_ar)
        )
        street = street or ""
        comma = "، " if locale == "ar" else ", "
        return street if town in street else comma.join(part for part in (street, town) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Branded):
    """A brand, and one of its branches where the page is about one. Pictures are keys of the files store."""

    brand_id: int
    brand_code: str
    brand_en: str
    brand_ar: str
    description_en: str
    description_ar: str
    colours: BrandColours
    social_links: tuple[str, ...]
    pictures: Mapping[str, str]
    branch: BranchLook | None

    def description(self, locale: str) -> str:
        return self.description_ar if locale == "ar" else self.description_en


def _shown(theirs: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(BrandMedia.brand_id == Brand.id, BrandMedia.slot.in_(_SHOWN), theirs)


def _of_branch(found: ColumnElement[bool]) -> Select[Brand, BrandMedia, Branch]:
    """The brand's pictures come first, so that the branch's own stand over them."""
    return (
        select(Brand, BrandMedia, Branch)
        .join(Branch, Branch.brand_id == Brand.id)
        .outerjoin(BrandMedia, _shown(BrandMedia.branch_key.in_((0, Branch.id))))
        .where(found)
        .order_by(BrandMedia.branch_key)
    )


# Built once: every booking page asks one of them.
_BY_CODE: Final = _of_branch(and_(Branch.business_id == bindparam("business"), Branch.code == bindparam("code")))
_BY_ID: Final = _of_branch(Branch.id == bindparam("branch"))


def look_of_branch(session: Session, business_id: int, code: str) -> Look:
    """The look of a business's branch by its code. Raises BranchNotFound."""
    return _branch_look(session.execute(_BY_CODE, {"business": business_id, "code": code}).all())


def look_of_branch_id(session: Session, branch_id: int) -> Look:
    """The same for who knows the branch already, such as an event or a reservation. Raises BranchNotFound."""
    return _branch_look(session.execute(_BY_ID, {"branch": branch_id}).all())


def look_of_brand(session: Session, business_id: int, code: str) -> Look:
    """The look of a brand by its code. Raises BrandNotFound."""
    rows = session.execute(
        select(Brand, BrandMedia)
        .outerjoin(BrandMedia, _shown(BrandMedia.branch_key == 0))
        .where(Brand.business_id == business_id, Brand.code == code)
    ).all()
    if not rows:
        raise BrandNotFound
    return _look(rows[0][0], None, [row[1] for row in rows])


def _branch_look(rows: Sequence[Row[Brand, BrandMedia, Branch]]) -> Look:
    if not rows:
        raise BranchNotFound
    return _look(rows[0][0], rows[0][2], [row[1] for row in rows])


def _look(brand: Brand, branch: Branch | None, pictures: Sequence[BrandMedia | None]) -> Look:
    return Look(
        brand_id=brand.id,
        brand_code=brand.code,
        brand_en=brand.name_en,
        brand_ar=brand.name_ar,
        description_en=brand.description_en,
        description_ar=brand.description_ar,
        colours=BrandColours.read(brand.main_color, brand.font_color, brand.hover_color, brand.secondary_color),
        social_links=tuple(str(link) for link in brand.social_links),
        pictures={picture.slot: picture.file_key for picture in pictures if picture is not None},
        branch=None if branch is None else _branch(branch),
    )


def _branch(branch: Branch) -> BranchLook:
    known = branch.latitude is not None and branch.longitude is not None
    return BranchLook(
        id=branch.id,
        code=branch.code,
        name_en=branch.name_en,
        name_ar=branch.name_ar,
        address_en=branch.address_en,
        address_ar=branch.address_ar,
        city_en=branch.city_en,
        city_ar=branch.city_ar,
        zone=branch.zone,
        phone=branch.phone,
        map_code=branch.map_code,
        place=(branch.latitude or 0.0, branch.longitude or 0.0) if known else None,
        titles=branch.venue_details or {},
        allowed_hosts=tuple(str(host) for host in branch.allowed_hosts),
    )
