"""The address book: where a customer's parcels go."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.address import Address
from app.domain.errors import AddressBookFull, AddressKnown, AddressRefused
from app.extensions import db, gateways, unit_of_work
from app.flows.addresses import Book, add, change, forget
from app.services import addresses
from app.services.addresses import Saved
from app.web.account import account
from app.web.addresses.forms import AddressForm
from app.web.addresses.words import country_name, lines_of
from app.web.errors import explain
from app.web.forms import form_page
from app.web.session import SignedIn, require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _


@account.get("/addresses")
def list_addresses() -> ResponseReturnValue:
    book = addresses.list_saved(db.session(), current_storefront(), customer_id=require_customer().customer_id)
    return render_template("account/addresses.html", book=[(saved, _lines(saved)) for saved in book])


@account.route("/addresses/new", methods=["GET", "POST"])
def add_address() -> ResponseReturnValue:
    customer, home = require_customer(), current_storefront().country
    form = AddressForm(home, _of_customer(customer, home))
    if form.validate_on_submit() and _added(form, customer):
        return redirect(url_for("account.list_addresses"), code=303)
    return form_page("account/address.html", form, saved=None, country=country_name(home))


@account.route("/addresses/<uuid:address_id>", methods=["GET", "POST"])
def edit_address(address_id: UUID) -> ResponseReturnValue:
    customer = require_customer()
    saved = _get(customer, address_id)
    form = AddressForm(saved.address.country, saved.address)
    if form.validate_on_submit() and _changed(form, customer, saved):
        return redirect(url_for("account.list_addresses"), code=303)
    return form_page("account/address.html", form, saved=saved, country=country_name(saved.address.country))


@account.route("/addresses/<uuid:address_id>/delete", methods=["GET", "POST"])
def delete_address(address_id: UUID) -> ResponseReturnValue:
    customer = require_customer()
    if request.method == "POST":
        forget(_book(customer), address_id)
        flash(_("The address is deleted."), "success")
        return redirect(url_for("account.list_addresses"), code=303)
    saved = _get(customer, address_id)
    return render_template("account/address_delete.html", saved=saved, lines=_lines(saved))


def _added(form: AddressForm, customer: SignedIn) -> bool:
    """Whether the address is in the book now; otherwise the form says why not."""
    try:
        add(_book(customer), replace(form.address, email=customer.email or ""))
    except AddressKnown as error:
        # Sent twice, or known before: what was wanted is so.
        flash(explain(error), "info")
    except AddressRefused as error:
        form.refuse_address(error)
        return False
    except AddressBookFull as error:
        form.refuse(error)
        return False
    else:
        flash(_("The address is saved."), "success")
    return True


def _changed(form: AddressForm, customer: SignedIn, saved: Saved) -> bool:
    """Whether the change was made; otherwise the form says why not."""
    before = saved.address
    wanted = replace(form.address, email=before.email, is_residential=before.is_residential)
    try:
        change(_book(customer), saved.uuid, wanted)
    except AddressRefused as error:
        form.refuse_address(error)
    except AddressKnown as error:
        form.refuse(error)
    else:
        flash(_("The address is saved."), "success")
        return True
    return False


def _book(customer: SignedIn) -> Book:
    return Book(
        uow=unit_of_work,
        clock=utc_now,
        providers=gateways().providers,
        storefront=current_storefront(),
        customer_id=customer.customer_id,
    )


def _get(customer: SignedIn, uuid: UUID) -> Saved:
    return addresses.get_saved(db.session(), current_storefront(), customer_id=customer.customer_id, uuid=uuid)


def _lines(saved: Saved) -> list[str]:
    return lines_of(saved.address, home=current_storefront().country)


def _of_customer(customer: SignedIn, country: str) -> Address:
    """What the form opens with: who the customer is, and where they might live."""
    return Address(
        line1="",
        city="",
        state="",
        country=country,
        first_name=customer.first_name,
        last_name=customer.last_name,
        phone=customer.phone or "",
    )
