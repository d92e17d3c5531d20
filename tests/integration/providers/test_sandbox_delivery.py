"""The sandbox's carriers: what they ask, and parcels that move by themselves."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.money import EXPONENTS
from app.domain.states import ShipmentState
from app.integrations.delivery.carriers import CARRIERS
from app.integrations.delivery.sandbox import COLLECTED_AFTER, PARCEL, SIGNATURE, STEP, SandboxDelivery
from app.models import SandboxRecord
from app.services.ports import UnitOfWork
from app.services.provider_ports import BadSignature, BookAsk, ProviderDown, ProviderRefused, ProviderUnclear
from tests.factories.delivery import Hands, make_address, make_carriers, make_parcel


@dataclass
class World:
    carriers: SandboxDelivery
    clock: Hands

    def ask(self, reference: str = "one", line1: str = "123 Main Street") -> BookAsk:
        parcel = make_parcel(recipient=make_address(line1=line1))
        return BookAsk(
            reference=reference, provider_rate_id=self.carriers.quote(parcel)[0].provider_rate_id, parcel=parcel
        )


@pytest.fixture
def world(uow: UnitOfWork) -> World:
    clock = Hands()
    return World(make_carriers(uow, clock), clock)


def test_in_town_every_carrier_names_a_price_the_cheapest_first(world: World) -> None:
    rates = world.carriers.quote(make_parcel())

    assert {rate.carrier_slug for rate in rates} == {carrier.slug for carrier in CARRIERS}
    assert [rate.fee_minor for rate in rates] == sorted(rate.fee_minor for rate in rates)
    assert {(rate.currency, rate.fee_minor % 5000) for rate in rates} == {("NGN", 0)}
    assert [rate.eta_text for rate in rates if rate.carrier_slug == "harmattan-riders"] == ["Today"]


def test_the_same_parcel_costs_the_same_and_a_heavier_or_farther_one_more(world: World) -> None:
    def fee(**given: object) -> dict[str, int]:
        return {rate.carrier_slug: rate.fee_minor for rate in world.carriers.quote(make_parcel(**given))}

    here, again = fee(), fee()
    heavier = fee(weight_grams=9000)
    farther = fee(recipient=make_address(city="Kano", state="Kano"))

    assert here == again
    assert all(heavier[slug] > here[slug] for slug in here)
    assert all(farther[slug] > here[slug] for slug in farther)
    assert set(here) - set(farther) == {"harmattan-riders"}


@pytest.mark.parametrize("currency", sorted(EXPONENTS))
def test_every_currency_has_a_price(world: World, currency: str) -> None:
    assert all(rate.fee_minor > 0 for rate in world.carriers.quote(make_parcel(currency=currency)))


def test_towns_in_other_countries_unknown_towns_and_arabic_names(world: World) -> None:
    def who(**place: str) -> set[str]:
        return {rate.carrier_slug for rate in world.carriers.quote(make_parcel(recipient=make_address(**place)))}

    assert who(city="Dubai", state="Dubai", country="AE") == {"dhow-express", "caravan-post"}
    assert who(city="Atlantis", state="Atlantis") == {carrier.slug for carrier in CARRIERS} - {"harmattan-riders"}
    assert "harmattan-riders" in who(city="لاغوس", state="لاغوس")


def test_what_the_first_line_can_ask_for(world: World) -> None:
    with pytest.raises(ProviderRefused) as refused:
        world.carriers.quote(make_parcel(recipient=make_address(line1="1 Nowhere Lane")))
    with pytest.raises(ProviderDown):
        world.carriers.quote(make_parcel(recipient=make_address(line1="4 Silent Street")))
    slow = world.carriers.quote(make_parcel(recipient=make_address(line1="9 Slow Lane")))

    assert refused.value.code == "address_refused"
    assert "night-owl" not in {rate.carrier_slug for rate in slow}
    with pytest.raises(ProviderRefused, match="cannot get"):
        world.carriers.book(world.ask(line1="2 Locked Gate"))


def test_a_parcel_is_collected_carried_and_delivered_by_itself(world: World) -> None:
    booked = world.carriers.book(world.ask())
    seen = [booked.state]
    for wait in (COLLECTED_AFTER, STEP, STEP, STEP):
        assert world.carriers.move_due() == []
        world.clock.on(seconds=wait.total_seconds())
        [(headers, body)] = world.carriers.move_due()
        assert world.carriers.read_webhook(headers, body).reference == booked.provider_shipment_id
        seen.append(world.carriers.track(booked.provider_shipment_id).state)
    world.clock.on(days=9)

    assert seen == [
        ShipmentState.BOOKED,
        ShipmentState.IN_TRANSIT,
        ShipmentState.IN_TRANSIT,
        ShipmentState.OUT_FOR_DELIVERY,
        ShipmentState.DELIVERED,
    ]
    assert world.carriers.move_due() == []
    assert len(world.carriers.track(booked.provider_shipment_id).steps) == 5


def test_nobody_at_the_door_then_delivered(world: World) -> None:
    booked = world.carriers.book(world.ask(line1="5 Missed Door"))
    for _ in range(4):
        world.carriers.move_now(booked.tracking_number)
    missed = world.carriers.track(booked.provider_shipment_id).state
    world.carriers.move_now(booked.tracking_number)
    found = world.carriers.look_at(booked.tracking_number)

    assert missed is ShipmentState.EXCEPTION
    assert found is not None
    assert (found.seen.state, found.is_over) == (ShipmentState.DELIVERED, True)
    assert world.carriers.move_now(booked.tracking_number) == []


def test_one_reference_is_one_parcel_even_when_the_answer_was_lost(world: World, session: Session) -> None:
    ask = world.ask(line1="6 Broken Line")
    with pytest.raises(ProviderUnclear):
        world.carriers.book(ask)
    found = world.carriers.find_booking("one")

    assert found is not None
    assert world.carriers.book(ask) == found
    assert session.scalar(select(func.count()).where(SandboxRecord.kind == PARCEL)) == 1
    assert world.carriers.find_booking("two") is None


def test_rates_run_out_and_the_purse_can_be_empty(world: World) -> None:
    ask = world.ask()
    world.carriers.set_wallet(is_empty=True)
    with pytest.raises(ProviderRefused) as poor:
        world.carriers.book(ask)
    world.carriers.set_wallet(is_empty=False)
    world.clock.on(minutes=31)
    with pytest.raises(ProviderRefused) as late:
        world.carriers.book(ask)

    assert (poor.value.code, late.value.code) == ("wallet_empty", "rate_gone")
    with pytest.raises(ProviderRefused):
        world.carriers.book(BookAsk(reference="x", provider_rate_id="what", parcel=ask.parcel))


def test_a_booking_is_cancelled_until_it_was_collected(world: World) -> None:
    first, second = world.carriers.book(world.ask("one")), world.carriers.book(world.ask("two"))
    world.carriers.cancel(first.provider_shipment_id)
    world.carriers.cancel(first.provider_shipment_id)
    world.carriers.move_now(second.tracking_number)

    with pytest.raises(ProviderRefused) as late:
        world.carriers.cancel(second.provider_shipment_id)
    assert world.carriers.track(first.provider_shipment_id).state is ShipmentState.CANCELLED
    assert late.value.code == "too_late"
    with pytest.raises(ProviderRefused):
        world.carriers.track("SB-unknown")


def test_a_webhook_nobody_signed(world: World) -> None:
    booked = world.carriers.book(world.ask())
    [(headers, body)] = world.carriers.move_now(booked.tracking_number)

    for wrong in ({}, {SIGNATURE: "0" * 64}, {SIGNATURE: headers[SIGNATURE][:-1] + "é"}):
        with pytest.raises(BadSignature):
            world.carriers.read_webhook(wrong, body)
    with pytest.raises(BadSignature):
        world.carriers.read_webhook(headers, body + b" ")


def test_addresses_get_an_id_of_their_own(world: World) -> None:
    first, second = world.carriers.save_address(make_address()), world.carriers.save_address(make_address())
    world.carriers.update_address(first, make_address(city="Kano"))
    world.carriers.delete_address(first)
    world.carriers.check()

    assert first != second
    with pytest.raises(ProviderRefused):
        world.carriers.update_address(second, make_address(line1="nowhere"))
