"""Staff have a bill looked up at once, and see what its provider says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.domain.errors import NotAllowed, TransitionRefused
from app.domain.states import BillState
from app.extensions import gateways, unit_of_work
from app.flows.money_desk import MoneyDesk
from app.models import Business, StaffRole
from app.services.bills import BillView
from app.services.money_cases import CaseKind, count_cases, find_case
from app.services.staff_accounts import StaffSeen
from tests.factories import make_staff
from tests.factories.bills import Office
from tests.factories.purchases import seen
from tests.integration.flows.bill_office import DONE, METER, MONEY, NO_TOKEN, Scripted, buy, now, office_with

Ask = Callable[[StaffRole], BillView]


@pytest.fixture
def counter(live_app: Flask) -> tuple[Office, Scripted]:
    """One meter's token that never comes, waiting for review."""
    office, provider = office_with(live_app, NO_TOKEN, look_up=(NO_TOKEN,))
    buy(office, **METER)
    office.work_on(seconds=1_900, rounds=3)
    return office, provider


def hire(office: Office, role: StaffRole) -> StaffSeen:
    with office.app.app_context(), unit_of_work() as session:
        business = session.get_one(Business, office.storefront.business_id)
        return seen(make_staff(session, business=business, role=role))


def ask(office: Office, staff: StaffSeen) -> BillView:
    with office.app.app_context():
        desk = MoneyDesk(unit_of_work, office.clock, office.providers, gateways().texts)
        return desk.ask_biller(staff, office.bills()[0].uuid)


def cases(office: Office, staff: StaffSeen) -> Any:
    uuid = office.bills()[0].uuid
    with office.app.app_context(), unit_of_work() as session:
        when = office.clock() + timedelta(seconds=1)
        found = find_case(session, staff=staff, kind=CaseKind.BILLS, uuid=uuid, now=when)
        return count_cases(session, staff=staff, now=when)[CaseKind.BILLS], found


def test_the_same_answer_leaves_it_on_the_list(counter: tuple[Office, Scripted]) -> None:
    office, provider = counter
    boss = hire(office, StaffRole.MANAGER)
    before = len(provider.looked_up)

    assert ask(office, boss).state is BillState.PENDING

    count, case = cases(office, boss)
    assert (count, case.needs_token, case.reason, len(provider.looked_up)) == (1, True, "token_missing", before + 1)


def test_an_answer_that_decides_it_settles_it_once(counter: tuple[Office, Scripted]) -> None:
    office, provider = counter
    boss = hire(office, StaffRole.ADMIN)
    provider.to_look_up = [DONE]

    assert ask(office, boss).token == DONE.token

    assert now(office) == (BillState.SUCCEEDED, None, MONEY - 500_000)
    assert cases(office, boss) == (0, None)
    with pytest.raises(TransitionRefused):
        ask(office, boss)


def test_only_who_runs_the_business_asks(counter: tuple[Office, Scripted]) -> None:
    with pytest.raises(NotAllowed):
        ask(counter[0], hire(counter[0], StaffRole.STAFF))
