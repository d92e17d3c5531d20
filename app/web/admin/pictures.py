"""Pictures of brands and branches: put up, replaced, taken down."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired

from app.clock import utc_now
from app.domain.errors import PageNotFound, UploadRefused
from app.extensions import db, gateways, unit_of_work
from app.flows.restaurant_pictures import PictureDesk
from app.services.brand_media import MOST_BYTES, MOST_PIXELS, MediaSlot
from app.services.places import editing
from app.services.places.editing import Owner
from app.services.staff_reach import edits_restaurants
from app.web.admin import admin as pages
from app.web.admin.frame import branch_frame, brand_frame
from app.web.forms import ShopForm, form_page
from app.web.htmx import go_to
from app.web.staff.session import current_staff, require_staff
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# What is larger than a picture may be is still taken in, so that it can be said in words.
_MOST_SENT: Final = 3 * MOST_BYTES
_LABELS: Final[dict[MediaSlot, tuple[str, str]]] = {
    MediaSlot.LOGO: (_l("Logo"), _l("The crest on every page. What is see-through stays so; it stands on white.")),
    MediaSlot.COVER: (_l("Cover"), _l("The wide picture at the top of the page. It is cut to fit the screen.")),
    MediaSlot.SLIDER_1: (_l("Slider, first"), _l("For apps that show the brand with several pictures.")),
    MediaSlot.SLIDER_2: (_l("Slider, second"), _l("For apps that show the brand with several pictures.")),
    MediaSlot.SLIDER_3: (_l("Slider, third"), _l("For apps that show the brand with several pictures.")),
}


class UploadForm(ShopForm):
    """One picture; each slot of a page has a form of its own."""

    picture = FileField(_l("New picture"), [FileRequired(_l("Choose a picture."))])


@pages.url_value_preprocessor
def _allow_pictures(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Forms are small; only who may put up pictures may send as much as one, and only here."""
    who = current_staff() if (endpoint or "").endswith("pictures_put") else None
    if who is not None and edits_restaurants(who):
        request.max_content_length = _MOST_SENT


@pages.get("/brands/<brand_code>/pictures")
def brand_pictures(brand_code: str) -> ResponseReturnValue:
    """What the brand shows."""
    return _shown(Owner(code=brand_code))


@pages.post("/brands/<brand_code>/pictures/<slot>")
def brand_pictures_put(brand_code: str, slot: str) -> ResponseReturnValue:
    """Put one up."""
    return _put(Owner(code=brand_code), slot)


@pages.route("/brands/<brand_code>/pictures/<slot>/remove", methods=["GET", "POST"])
def brand_pictures_remove(brand_code: str, slot: str) -> ResponseReturnValue:
    """Ask, then take it down."""
    return _remove(Owner(code=brand_code), slot)


@pages.get("/restaurants/<branch_code>/pictures")
def pictures(branch_code: str) -> ResponseReturnValue:
    """What the branch shows of its own."""
    return _shown(Owner(code=branch_code, is_branch=True))


@pages.post("/restaurants/<branch_code>/pictures/<slot>")
def pictures_put(branch_code: str, slot: str) -> ResponseReturnValue:
    """Put one up."""
    return _put(Owner(code=branch_code, is_branch=True), slot)


@pages.route("/restaurants/<branch_code>/pictures/<slot>/remove", methods=["GET", "POST"])
def pictures_remove(branch_code: str, slot: str) -> ResponseReturnValue:
    """Ask, then take it down."""
    return _remove(Owner(code=branch_code, is_branch=True), slot)


def _shown(owner: Owner, tried: MediaSlot | None = None, form: UploadForm | None = None) -> ResponseReturnValue:
    """All slots; the one that was tried with what was wrong."""
    found = editing.read_pictures(db.session(), require_staff(), owner)
    rows = [
        {
            "slot": slot.value,
            "label": _LABELS[slot][0],
            "hint": _LABELS[slot][1],
            "picture": found.get(slot),
            "form": form if form is not None and slot is tried else _upload_form(slot),
            "put_url": _url(owner, "_put", slot=slot.value),
            "remove_url": _url(owner, "_remove", slot=slot.value),
        }
        for slot in owner.slots
    ]
    limits = {"most_mb": MOST_BYTES // 1_000_000, "most_pixels": MOST_PIXELS}
    return form_page("admin/pictures.html", form or UploadForm(formdata=None), rows=rows, **limits, **_frame(owner))


def _put(owner: Owner, name: str) -> ResponseReturnValue:
    slot = _slot(owner, name)
    form = _upload_form(slot)
    if form.validate_on_submit():
        content = form.picture.data.stream.read(MOST_BYTES + 1)
        try:
            _desk().put(require_staff(), owner, slot, content)
        except UploadRefused as error:
            form.refuse(error, form.picture)
        else:
            flash(_("The picture is shown from now on."), "success")
            return go_to(_url(owner))
    return _shown(owner, slot, form)


def _remove(owner: Owner, name: str) -> ResponseReturnValue:
    slot, who, form = _slot(owner, name), require_staff(), ShopForm()
    picture = editing.read_pictures(db.session(), who, owner).get(slot)
    if picture is None:
        return go_to(_url(owner))
    if form.validate_on_submit():
        _desk().remove(who, owner, slot)
        flash(_("The picture is taken down."), "success")
        return go_to(_url(owner))
    what = {"label": _LABELS[slot][0], "picture": picture, "back_url": _url(owner), "is_branch": owner.is_branch}
    return render_template("admin/picture_remove.html", **what, **_frame(owner))


def _desk() -> PictureDesk:
    return PictureDesk(unit_of_work, utc_now, gateways().files)


def _upload_form(slot: MediaSlot) -> UploadForm:
    return UploadForm(prefix=f"{slot.value}-")


def _slot(owner: Owner, name: str) -> MediaSlot:
    """Raises PageNotFound for what the owner has no picture for."""
    found = next((slot for slot in owner.slots if slot.value == name), None)
    if found is None:
        raise PageNotFound
    return found


def _url(owner: Owner, deed: str = "", **more: Any) -> str:
    if owner.is_branch:
        return url_for(f"admin.pictures{deed}", branch_code=owner.code, **more)
    return url_for(f"admin.brand_pictures{deed}", brand_code=owner.code, **more)


def _frame(owner: Owner) -> dict[str, Any]:
    if owner.is_branch:
        return {"frame": "admin/_branch_frame.html", **branch_frame(owner.code)}
    sheet = editing.read_brand(db.session(), require_staff(), owner.code)
    return {"frame": "admin/_brand_frame.html", **brand_frame(sheet)}
