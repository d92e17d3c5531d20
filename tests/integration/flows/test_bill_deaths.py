"""A worker or a request that dies while a bill is bought: another one brings it to a true end."""

import pytest
from flask import Flask

from app.domain.bills import BillReason
from app.domain.states import BillState
from app.services.provider_ports import ProviderUnclear
from tests.factories.bills import Office
from tests.integration.flows.bill_office import DONE, MONEY, UNKNOWN, Killed, buy, now, office_with


def die(office: Office, **given: object) -> None:
    with pytest.raises(Killed):
        buy(office, **given)


def test_killed_before_the_provider_was_asked(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office, provider = office_with(live_app, DONE)
    with monkeypatch.context() as patch:
        patch.setattr("app.services.bills.settling.begin_ask", _die)
        die(office)
    assert now(office) == (BillState.PENDING, None, MONEY - 100_000)

    office.work_on(seconds=15)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)
    assert len(provider.asked) == 1


def test_killed_while_the_provider_was_asked(live_app: Flask) -> None:
    """Whether it heard of it or not, the page is true within a minute."""
    for look_up, asked in (((UNKNOWN,), 2), ((DONE,), 1)):
        office, provider = office_with(live_app, Killed(), DONE, look_up=look_up)
        die(office, key=f"asked {asked}")

        office.work_on(seconds=1, rounds=59)

        assert (office.bills()[-1].state, len(provider.asked)) == (BillState.SUCCEEDED, asked)
        assert office.breaches() == []


def test_killed_before_the_answer_was_written_down(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office, provider = office_with(live_app, DONE, look_up=(DONE,))
    with monkeypatch.context() as patch:
        patch.setattr("app.services.bills.settling.note_seen", _die)
        die(office)

    office.work_on(seconds=30)

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 100_000)
    assert len(provider.asked) == 1


def test_the_same_form_sent_again_after_a_death_goes_on(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office, provider = office_with(live_app, DONE)
    with monkeypatch.context() as patch:
        patch.setattr("app.services.bills.settling.begin_ask", _die)
        die(office)

    assert buy(office).state is BillState.SUCCEEDED
    assert (len(office.bills()), len(provider.asked)) == (1, 1)


def test_what_nobody_came_to_ask_for_in_time_is_given_back(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office, provider = office_with(live_app, DONE)
    with monkeypatch.context() as patch:
        patch.setattr("app.services.bills.settling.begin_ask", _die)
        die(office)

    office.work_on(seconds=600)

    assert now(office) == (BillState.FAILED, BillReason.NEVER_ARRIVED, MONEY)
    assert provider.asked == []


def test_one_bill_that_breaks_a_worker_does_not_keep_the_others(
    live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, _ = office_with(live_app, ProviderUnclear("lost"), look_up=(ValueError("broken"), DONE))
    buy(office, key="first")
    buy(office, key="second")

    office.work_on(seconds=30)

    assert sorted(bill.state.value for bill in office.bills()) == ["pending", "succeeded"]


def _die(*_args: object, **_given: object) -> None:
    raise Killed
