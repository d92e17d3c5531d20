"""The address form has its country's fields, embeds beside other forms, and says where something is wrong."""

from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup
from flask import Flask, get_template_attribute
from flask.ctx import RequestContext

from app.domain.address import Address
from app.domain.errors import AddressProblem, AddressRefused
from app.web.addresses.forms import AddressForm, PlaceForm
from app.web.addresses.words import lines_of

IKEJA = Address(
    line1="14 Allen Avenue",
    city="Ikeja",
    state="Lagos",
    country="NG",
    landmark="Opposite the bank",
    first_name="Ada",
    last_name="Obi",
    phone="+2348012345678",
)
SENT = {"line1": " 14 Allen  Avenue ", "city": "Ikeja", "state": "Lagos", "landmark": "Opposite the bank"}


def posted(app: Flask, form: Mapping[str, str]) -> RequestContext:
    return app.test_request_context("/", method="POST", data=form)


@pytest.mark.parametrize(
    ("country", "names", "label"),
    [
        ("NG", ["line1", "line2", "city", "state", "landmark"], "State"),
        ("AE", ["line1", "line2", "city", "state", "landmark"], "Emirate"),
        ("OM", ["line1", "line2", "city", "state", "zip", "landmark"], "Governorate"),
        ("SA", ["line1", "line2", "city", "state", "zip"], "Region"),
        ("DE", ["line1", "line2", "city", "region", "zip"], "State, province or region"),
    ],
)
def test_each_country_has_its_own_fields(app: Flask, country: str, names: list[str], label: str) -> None:
    with app.test_request_context("/"):
        form = PlaceForm(country, meta={"csrf": False})

        assert [asked.field.name for asked in form.inputs] == names
        assert form.inputs[3].field.label.text == label
        assert form.is_blank


def test_a_form_embedded_under_a_prefix_leaves_the_other_fields_alone(app: Flask) -> None:
    sent = {f"to-{name}": value for name, value in SENT.items()}
    with posted(app, {**sent, "state": "Kano", "line1": "other"}):
        form = PlaceForm("NG", prefix="to", meta={"csrf": False})

        assert form.validate()
        assert form.address == Address(
            line1="14 Allen Avenue", city="Ikeja", state="Lagos", country="NG", landmark="Opposite the bank"
        )


def test_the_form_shows_a_saved_address_and_reads_it_back(app: Flask) -> None:
    with app.test_request_context("/"):
        form = AddressForm("NG", IKEJA, meta={"csrf": False})

        assert form.address == IKEJA


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"line1": " "}, "line1", "Fill in: Street and building."),
        ({"city": "x" * 81}, "city", "Shorten: City or local government area."),
        ({"state": "Atlantis"}, "state", "Choose from the list: State."),
        ({"phone": "12"}, "phone", "Check: Phone number."),
        ({"phone": ""}, "phone", "Enter a phone number the courier can call."),
        ({"first_name": ""}, "first_name", "Enter the first name."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(app: Flask, change: dict[str, str], field: str, message: str) -> None:
    with posted(app, {**SENT, "first_name": "Ada", "phone": "0801 234 5678", **change}):
        form = AddressForm("NG", meta={"csrf": False})

        assert not form.validate()
        assert {name: list(map(str, errors)) for name, errors in form.errors.items()} == {field: [message]}


def test_what_a_carrier_says_stands_at_the_top(app: Flask) -> None:
    with posted(app, SENT):
        form = PlaceForm("NG", meta={"csrf": False})
        form.refuse_address(AddressRefused(field="", problem=AddressProblem.NOT_SERVED))

        assert form.form_errors == ["No carrier delivers to this address. Choose another, or pick the order up."]


def test_the_macro_labels_every_field_and_offers_the_states(app: Flask) -> None:
    with app.test_request_context("/", environ_overrides={"souk.locale": "ar"}):
        fields = get_template_attribute("components/address.html", "address_fields")
        soup = BeautifulSoup(str(fields(PlaceForm("NG", IKEJA, meta={"csrf": False}))), "html5lib")

    options = soup.select("select[name=state] option")
    assert len(options) == 38
    assert [(o["value"], o.get_text()) for o in options if o.has_attr("selected")] == [("Lagos", "لاغوس")]
    assert {str(label["for"]) for label in soup.select("label")} == {"line1", "line2", "city", "state", "landmark"}
    assert [tag["autocomplete"] for tag in soup.select("input[name=line1]")] == ["address-line1"]


def test_an_address_is_written_as_people_write_it(app: Flask) -> None:
    with app.test_request_context("/"):
        assert lines_of(IKEJA, home="NG") == ["14 Allen Avenue", "Opposite the bank", "Ikeja, Lagos"]
        assert lines_of(IKEJA, home="OM")[-1] == "Nigeria"
        shown = str(get_template_attribute("components/address.html", "address_lines")(["<b>", "Ikeja"], name="Ada"))
    assert "&lt;b&gt;" in shown
    with app.test_request_context("/", environ_overrides={"souk.locale": "ar"}):
        assert lines_of(IKEJA, home="NG")[-1] == "Ikeja، لاغوس"
