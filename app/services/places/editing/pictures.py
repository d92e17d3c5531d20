"""The pictures of a brand or of one of its branches: what is there, put and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Branch, Brand, BrandMedia
from app.services import brand_media
from app.services.brand_media import MediaSlot, Picture
from app.services.places.editing import changes
from app.services.places.editing.reaching import get_branch, get_brand, lock_branch, lock_brand
from app.services.ports import FileStore
from app.services.staff_accounts import StaffSeen

BRAND: Final = (MediaSlot.LOGO, MediaSlot.COVER, MediaSlot.SLIDER_1, MediaSlot.SLIDER_2, MediaSlot.SLIDER_3)
BRANCH: Final = (MediaSlot.LOGO, MediaSlot.COVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose pictures: a brand's own, or a branch's, by its code."""

    code: str
    is_branch: bool = False

    @property
    def slots(self) -> Sequence[MediaSlot]:
        """What it may have a picture for."""
        return BRANCH if self.is_branch else BRAND


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """A picture that is kept; `key` is its file's in the store."""

    key: str
    width: int | None
    height: int | None
    updated_at: datetime


def read_pictures(session: Session, staff: StaffSeen, owner: Owner) -> dict[MediaSlot, PictureFacts]:
    """What is there; two statements or three. Raises NotAllowed, BrandNotFound, BranchNotFound."""
    row = get_branch(session, staff, owner.code) if owner.is_branch else get_brand(session, staff, owner.code)
    found = session.scalars(
        select(BrandMedia).where(
            BrandMedia.brand_id == changes.brand_of(row),
            BrandMedia.branch_key == _key(row),
            BrandMedia.slot.in_([slot.value for slot in owner.slots]),
        )
    )
    return {
        MediaSlot(one.slot): PictureFacts(
            key=one.file_key, width=one.width, height=one.height, updated_at=one.updated_at
        )
        for one in found
    }


def put_picture(
    session: Session,
    files: FileStore,
    *,
    staff: StaffSeen,
    owner: Owner,
    slot: MediaSlot,
    picture: Picture,
    now: datetime,
) -> str | None:
    """Keep a picture in place of the one before; returns that one's file, which is needed no more after the commit.

    Raises NotAllowed, BrandNotFound, BranchNotFound.
    """
    row = _locked(session, staff, owner)
    brand = row if isinstance(row, Brand) else session.get_one(Brand, row.brand_id)
    branch = row if isinstance(row, Branch) else None
    before = _find(session, row, slot)
    old = before.file_key if before is not None else None
    media = brand_media.put(session, files, brand=brand, branch=branch, slot=slot, picture=picture, now=now)
    told = {"slot": slot.value}
    changes.note(
        session,
        row,
        action="picture_put",
        staff=staff,
        before={**told, "file": old},
        after={**told, "file": media.file_key},
        now=now,
    )
    return _unused(session, old)


def remove_picture(session: Session, *, staff: StaffSeen, owner: Owner, slot: MediaSlot, now: datetime) -> str | None:
    """Take a picture away; returns its file, which is needed no more after the commit, or None where it is still.

    Raises NotAllowed, BrandNotFound, BranchNotFound.
    """
    row = _locked(session, staff, owner)
    media = _find(session, row, slot)
    if media is None:
        return None
    session.delete(media)
    session.flush()
    changes.renew_look(session, changes.brand_of(row))
    changes.note(
        session,
        row,
        action="picture_removed",
        staff=staff,
        before={"slot": slot.value, "file": media.file_key},
        after={"slot": slot.value, "file": None},
        now=now,
    )
    return _unused(session, media.file_key)


def _unused(session: Session, key: str | None) -> str | None:
    """The file, where no picture is kept in it any more."""
    in_use = select(BrandMedia.id).where(BrandMedia.file_key == key).limit(1)
    return key if key is not None and session.scalar(in_use) is None else None


def _locked(session: Session, staff: StaffSeen, owner: Owner) -> Brand | Branch:
    return lock_branch(session, staff, owner.code) if owner.is_branch else lock_brand(session, staff, owner.code)


def _find(session: Session, row: Brand | Branch, slot: MediaSlot) -> BrandMedia | None:
    return session.scalar(
        select(BrandMedia).where(
            BrandMedia.brand_id == changes.brand_of(row),
            BrandMedia.branch_key == _key(row),
            BrandMedia.slot == slot.value,
        )
    )


def _key(row: Brand | Branch) -> int:
    """What media rows call their branch; 0 is the brand's own."""
    return 0 if isinstance(row, Brand) else row.id
