"""From an address to the step that is due: choices are taken in turn, and the first one missing or wrong is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from app.domain.bills import VALIDATED, Period, limits_minor
from app.domain.errors import BillAccountNotFound, BillPlanNotFound, BillServiceNotFound, ProviderFailed
from app.domain.money import Money
from app.extensions import db, gateways
from app.flows import bill_plans
from app.services import accounts, bills, shopping_card
from app.services.bills import AccountView, PlanView, ServiceView
from app.services.platforms import Storefront
from app.web.bills.asked import PRICED, STEPS, Asked, Step
from app.web.bills.forms import AmountForm, NumberForm, PayForm, usual_amounts
from app.web.errors import explain
from app.web.forms import ShopForm
from app.web.session import SignedIn
from app.web.storefront import current_storefront

# So that forms of one page and of the JSON routes never share a key.
KEY_PREFIX: Final = "page:"


@dataclass(slots=True, kw_only=True)
class Flow:
    """A step with everything the page shows about it."""

    asked: Asked
    storefront: Storefront
    services: list[ServiceView]
    balance: Money
    has_pin: bool
    # What was bought under this address's key before.
    bought: UUID | None
    step: Step = Step.COMPANY
    service: ServiceView | None = None
    plans: list[PlanView] = field(default_factory=list)
    plan: PlanView | None = None
    account: AccountView | None = None
    amount: Money | None = None
    form: ShopForm | None = None
    # Why the step could not be taken, where no field is to blame.
    trouble: str = ""
    # The provider does not answer: the same address may work in a minute.
    is_down: bool = False

    @property
    def steps(self) -> list[Step]:
        """Those this purchase has: nobody is asked how much where the company sets the price."""
        asks_amount = self.asked.kind not in PRICED or self.step is Step.AMOUNT
        return [step for step in STEPS[self.asked.kind] if step is not Step.AMOUNT or asks_amount]

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the most that can be bought, in minor units; a meter may want more than others."""
        least, most = limits_minor(self.asked.kind, self.storefront.currency)
        return max(least, self.account.min_amount_minor if self.account else 0), most

    @property
    def usual(self) -> list[tuple[str, Money]]:
        return usual_amounts(self.asked.kind, self.storefront.currency, least=self.limits[0])

    @property
    def periods(self) -> list[Period]:
        """Those there are plans of."""
        there = {plan.period for plan in self.plans}
        return [period for period in Period if period in there]

    @property
    def shelf(self) -> Period | None:
        """The period whose plans are shown: the one asked for, that of the plan chosen, or the first."""
        of_plan = next((plan.period for plan in self.plans if plan.slug == self.asked.plan), None)
        wanted = self.asked.shelf or of_plan
        return wanted if wanted in self.periods else next(iter(self.periods), None)

    @property
    def shown_plans(self) -> list[PlanView]:
        return [plan for plan in self.plans if plan.period is self.shelf]

    @property
    def missing(self) -> Money | None:
        """What the card lacks for this purchase."""
        if self.amount is None or self.amount <= self.balance:
            return None
        return self.amount - self.balance


def walk(asked: Asked, customer: SignedIn) -> Flow:
    """Take the choices as far as they go. Asks the provider outside of any transaction. Raises BillsUnavailable."""
    flow = _read(asked, customer)
    # The provider may take its time: the connection is let go before it.
    db.session.remove()
    for step in STEPS[asked.kind]:
        flow.step = step
        flow.form = None
        if not _TAKE[step](flow) or step == asked.change:
            break
    return flow


def request_key(asked: Asked) -> str:
    """The key that a purchase from this address is made under."""
    return f"{KEY_PREFIX}{asked.key}"


def _read(asked: Asked, customer: SignedIn) -> Flow:
    """Four statements."""
    session, storefront = db.session(), current_storefront()
    card = shopping_card.balance(session, customer_id=customer.customer_id, currency=storefront.currency)
    return Flow(
        asked=asked,
        storefront=storefront,
        services=bills.list_services(session, storefront, kind=asked.kind),
        balance=Money(card.current_minor, storefront.currency),
        has_pin=accounts.get_profile(session, customer_id=customer.customer_id).has_pin,
        bought=_bought(asked, customer, storefront),
    )


def _bought(asked: Asked, customer: SignedIn, storefront: Storefront) -> UUID | None:
    if not asked.key:
        return None
    return bills.find_bought(db.session(), storefront, customer_id=customer.customer_id, request_key=request_key(asked))


def _take_company(flow: Flow) -> bool:
    if not flow.asked.service:
        return False
    wanted = flow.asked.service.lower()
    flow.service = next((service for service in flow.services if service.slug == wanted), None)
    if flow.service is None:
        flow.trouble = explain(BillServiceNotFound())
    return flow.service is not None


def _take_plan(flow: Flow) -> bool:
    if not _load_plans(flow):
        return False
    if not flow.asked.plan:
        return False
    flow.plan = next((plan for plan in flow.plans if plan.slug == flow.asked.plan), None)
    if flow.plan is None:
        flow.trouble = explain(BillPlanNotFound())
    return flow.plan is not None


def _take_number(flow: Flow) -> bool:
    form = NumberForm(flow.asked.kind, flow.storefront)
    flow.form = form
    if flow.asked.number is None or not form.validate():
        return False
    if flow.asked.kind in VALIDATED:
        return _look_up(flow, form)
    flow.account = AccountView(
        number=form.clean, name="", min_amount_minor=0, currency=flow.storefront.currency, message=""
    )
    return True


def _look_up(flow: Flow, form: NumberForm) -> bool:
    """Whose meter or smart card it is, as its company knows it now."""
    if flow.service is None or not _load_plans(flow):
        return False
    provider = bill_plans.provider_of(gateways().providers, flow.storefront)
    try:
        plan = flow.plan or bill_plans.pick(flow.plans, None, None)
        flow.account = bill_plans.account_of(provider, flow.service, plan, form.clean)
    except BillAccountNotFound as error:
        form.refuse(error, form.number)
    except BillPlanNotFound as error:
        flow.trouble = explain(error)
    except ProviderFailed as error:
        flow.trouble, flow.is_down = explain(error), True
    return flow.account is not None


def _take_amount(flow: Flow) -> bool:
    if flow.plan is not None and flow.plan.amount_minor is not None:
        flow.amount = Money(flow.plan.amount_minor, flow.plan.currency)
        return True
    least, most = flow.limits
    form = AmountForm(flow.storefront.currency, least=least, most=most)
    flow.form = form
    if flow.asked.amount is None or not form.validate():
        return False
    flow.amount = Money(form.minor, flow.storefront.currency)
    return True


def _take_pay(flow: Flow) -> bool:
    flow.form = PayForm(formdata=None)
    return False


def _load_plans(flow: Flow) -> bool:
    """What the company sells; the step waits where it cannot be read."""
    if flow.plans or flow.service is None:
        return flow.service is not None
    provider = bill_plans.provider_of(gateways().providers, flow.storefront)
    try:
        flow.plans = bill_plans.plans_of(provider, flow.service, flow.storefront.currency)
    except ProviderFailed as error:
        flow.trouble, flow.is_down = explain(error), True
        return False
    return True


_TAKE: Final = {
    Step.COMPANY: _take_company,
    Step.PLAN: _take_plan,
    Step.NUMBER: _take_number,
    Step.AMOUNT: _take_amount,
    Step.PAY: _take_pay,
}
