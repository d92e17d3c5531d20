"""The gift cards there are, and the form in which one is bought, with the card growing beside it."""

from __future__ import annotations

import secrets
from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.gift_designs import COLOURS, USUAL
from app.domain.money import Money
from app.extensions import db, gateways, unit_of_work
from app.flows.buying_gift_cards import Purchase, buy_by_card, buy_by_gateway
from app.flows.checkout import Buyer
from app.flows.guests import guest_buyer
from app.services import gift_cards as service
from app.services import shopping_card
from app.services.gift_cards import TemplateView
from app.services.gift_cards.purchases import BUYER, WantedCard, page_token
from app.services.orders import Contact
from app.web import htmx
from app.web.forms import form_page
from app.web.gift_cards import gift_cards
from app.web.gift_cards.forms import BY_CARD, BY_GATEWAY, MAX_KEY, GiftForm
from app.web.pay import return_url_of
from app.web.session import current_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_NOBODYS: Final = UUID(int=0)
_TOKEN: Final = "T-O-K-E-N"  # noqa: S105  # it stands for one


@gift_cards.get("")
def index() -> ResponseReturnValue:
    """All that are for sale; one statement."""
    found = service.list_templates(db.session(), current_storefront(), locale=current_locale())
    return render_template("gift_cards/index.html", templates=found, design_of=design_of)


@gift_cards.get("/<uuid:template_uuid>")
def show(template_uuid: UUID) -> ResponseReturnValue:
    template = _template(template_uuid)
    form = _form(template)
    form.key.data = secrets.token_urlsafe(24)
    customer = current_customer()
    if customer is not None:
        form.sender_name.data = f"{customer.first_name} {customer.last_name}".strip()
    return _page(template, form)


@gift_cards.post("/<uuid:template_uuid>/preview")
def preview(template_uuid: UUID) -> ResponseReturnValue:
    """The card as it would be, whatever is still missing."""
    template = _template(template_uuid)
    form = _form(template)
    if not htmx.wants_fragment():
        form.key.data = (form.key.data or "")[:MAX_KEY] or secrets.token_urlsafe(24)
        return _page(template, form)
    response = make_response(render_template("gift_cards/_preview.html", form=form, **_context(template, form)))
    response.vary.add("HX-Request")
    return response


@gift_cards.post("/<uuid:template_uuid>")
def buy(template_uuid: UUID) -> ResponseReturnValue:
    """On to the gateway's page, or to the card that is paid; sent twice, to the same one."""
    template = _template(template_uuid)
    form = _form(template)
    form.key.data = (form.key.data or "")[:MAX_KEY] or secrets.token_urlsafe(24)
    money = form.money
    if form.validate_on_submit() and money is not None:
        try:
            return htmx.go_to(_bought(template, form, money))
        except (e.PinWrong, e.PinLocked, e.PinNotSet) as error:
            form.refuse(error, form.pin)
        except (e.BalanceTooLow, e.PaymentMethodUnavailable) as error:
            form.refuse(error, form.pay)
        except (e.AmountTooSmall, e.AmountMismatch) as error:
            form.refuse(error, form.amount)
        except e.DomainError as error:
            form.refuse(error)
    return _page(template, form)


def _bought(template: TemplateView, form: GiftForm, money: Money) -> str:
    """Where to go on. Raises what a purchase can be refused for."""
    outside, storefront, customer = gateways(), current_storefront(), current_customer()
    buying = Purchase(
        storefront=storefront,
        customer=customer or _guest(form),
        request_key=form.key.data,
        wanted=_wanted(template, form, money),
    )
    if form.pay.data == BY_CARD:
        uuid = buy_by_card(unit_of_work, utc_now, outside.keyed, buying, pin=form.pin.data or "", texts=outside.texts)
        return bought_url(uuid)
    started = buy_by_gateway(unit_of_work, utc_now, outside.keyed, outside.providers, buying, return_url=return_url_of)
    return started.pay_url or bought_url(started.uuid)


def _guest(form: GiftForm) -> Buyer:
    contact = Contact(name=form.sender_name.data.strip(), email=form.email.data.strip(), phone=None)
    return guest_buyer(
        unit_of_work, utc_now, tenant=current_storefront().tenant, contact=contact, locale=current_locale()
    )


def _wanted(template: TemplateView, form: GiftForm, money: Money) -> WantedCard:
    return WantedCard(
        template=template,
        amount=money,
        recipient_name=_one_line(form.recipient_name.data),
        recipient_email=form.recipient_email.data.strip(),
        sender_name=_one_line(form.sender_name.data),
        message=(form.message.data or "").strip(),
        send_at=max(form.send_at, utc_now()),
        locale=current_locale(),
        link=_link("gift_cards.bought_card"),
        card_link=_link("gift_cards.for_you"),
    )


def _link(endpoint: str) -> str:
    """A page's address with the places of the purchase's own id and token marked."""
    url = url_for(endpoint, purchase_uuid=_NOBODYS, token=_TOKEN, _external=True)
    marked = url.replace("{", "{{").replace("}", "}}")
    return marked.replace(str(_NOBODYS), "{uuid}").replace(_TOKEN, "{token}")


def bought_url(uuid: UUID) -> str:
    """The buyer's own page of a purchase."""
    token = page_token(gateways().keyed.digest, BUYER, uuid)
    return url_for("gift_cards.bought_card", purchase_uuid=uuid, token=token)


def design_of(name: str) -> str:
    """A design there is, whatever the row says."""
    return name if name in COLOURS else USUAL


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _template(uuid: UUID) -> TemplateView:
    """Raises GiftCardNotFound."""
    return service.get_template(db.session(), current_storefront(), uuid=uuid, locale=current_locale())


def _form(template: TemplateView) -> GiftForm:
    storefront = current_storefront()
    provider = gateways().providers.payments(storefront)
    ways = []
    if current_customer() is not None:
        ways.append((BY_CARD, _("Shopping card")))
    if provider is not None and template.currency in provider.currencies:
        ways.insert(0, (BY_GATEWAY, _("Pay online with %(gateway)s", gateway=provider.title)))
    return GiftForm(template, is_guest=current_customer() is None, ways=ways, zone=storefront.time_zone)


def _page(template: TemplateView, form: GiftForm) -> Response:
    response = form_page("gift_cards/buy.html", form, **_context(template, form))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _context(template: TemplateView, form: GiftForm) -> dict[str, Any]:
    customer = current_customer()
    card = None
    if customer is not None and request.endpoint != "gift_cards.preview":
        held = shopping_card.balance(db.session(), customer_id=customer.customer_id, currency=template.currency)
        card = Money(held.current_minor, template.currency)
    return {
        "gift": template,
        "design": design_of(template.design),
        "money": form.money if form.money is None or template.allows(form.money.minor) else None,
        "on_card": card,
        "is_guest": customer is None,
    }
