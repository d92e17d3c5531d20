"""A picture is drawn before the transaction begins, and the file it replaces is let go after it has ended."""

from __future__ import annotations

from dataclasses import dataclass

from app.services import brand_media
from app.services.brand_media import MediaSlot
from app.services.places import editing
from app.services.places.editing import Owner
from app.services.ports import Clock, FileStore, UnitOfWork
from app.services.staff_accounts import StaffSeen


@dataclass(frozen=True, slots=True)
class PictureDesk:
    """What putting up and taking down pictures needs."""

    unit_of_work: UnitOfWork
    clock: Clock
    files: FileStore

    def put(self, staff: StaffSeen, owner: Owner, slot: MediaSlot, content: bytes) -> None:
        """Show an uploaded picture from now on. Raises UploadRefused, NotAllowed, BrandNotFound, BranchNotFound."""
        picture = brand_media.draw_anew(content, slot)
        with self.unit_of_work() as session:
            gone = editing.put_picture(
                session, self.files, staff=staff, owner=owner, slot=slot, picture=picture, now=self.clock()
            )
        self._let_go(gone)

    def remove(self, staff: StaffSeen, owner: Owner, slot: MediaSlot) -> None:
        """Show none any more. Raises NotAllowed, BrandNotFound, BranchNotFound."""
        with self.unit_of_work() as session:
            gone = editing.remove_picture(session, staff=staff, owner=owner, slot=slot, now=self.clock())
        self._let_go(gone)

    def _let_go(self, key: str | None) -> None:
        if key is not None:
            self.files.delete(key)
