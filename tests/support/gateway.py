"""A payment gateway in memory, for tests of what the shop does with its answers; it speaks no wire format."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.integrations.providers import ProviderRegistry
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    PaymentAsk,
    PaymentSeen,
    PaymentStarted,
    ProviderError,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
    WebhookNote,
)


@dataclass
class FakeGateway:
    """Knows what it was asked, and answers what a test has decided.

    `trouble` is raised by the next calls of a kind (start, look_up, refund, look_up_refund), one after the other;
    `lost` does the same after the call has had its effect.
    """

    name: str = "fake"
    title: str = "Fake gateway"
    currencies: frozenset[str] = frozenset({"NGN"})
    page_hosts: frozenset[str] = frozenset()
    asked: dict[str, PaymentAsk] = field(default_factory=dict)
    seen: dict[str, PaymentSeen] = field(default_factory=dict)
    refunded: dict[str, RefundSeen] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    trouble: dict[str, list[ProviderError]] = field(default_factory=dict)
    lost: dict[str, list[ProviderError]] = field(default_factory=dict)
    refunds_end: RefundOutcome = RefundOutcome.SUCCEEDED

    def check(self) -> None:
        """Nothing to go wrong."""

    def start(self, ask: PaymentAsk) -> PaymentStarted:
        self._before("start")
        self.asked[ask.reference] = ask
        self.seen.setdefault(ask.reference, PaymentSeen(outcome=Outcome.PENDING))
        self._after("start")
        return PaymentStarted(pay_url=f"https://pay.example/{ask.reference}", access_code=f"ACC{ask.reference[3:]}")

    def look_up(self, reference: str) -> PaymentSeen:
        self._before("look_up")
        return self.seen.get(reference, PaymentSeen(outcome=Outcome.UNKNOWN))

    def refund(self, ask: RefundAsk) -> RefundSeen:
        self._before("refund")
        self.refunded[ask.reference] = RefundSeen(
            outcome=self.refunds_end, provider_reference=f"R{len(self.refunded) + 1}"
        )
        self._after("refund")
        return self.refunded[ask.reference]

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        self._before("look_up_refund")
        return self.refunded.get(ask.reference, RefundSeen(outcome=RefundOutcome.UNKNOWN))

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        raise BadSignature

    def decide(self, reference: str, outcome: Outcome, **given: object) -> None:
        """What the gateway knows from now on; a success is of what was asked, unless the test says otherwise."""
        ask = self.asked[reference]
        seen = PaymentSeen(outcome=outcome, amount_minor=ask.amount_minor, currency=ask.currency)
        self.seen[reference] = replace(seen, **given)  # type: ignore[arg-type]  # the test names fields of the answer

    @property
    def registry(self) -> ProviderRegistry:
        """An installation that has this gateway only."""
        return ProviderRegistry(by_payments={self.name: self}, defaults={"payments": self.name})

    def _before(self, kind: str) -> None:
        self.calls.append(kind)
        if self.trouble.get(kind):
            raise self.trouble[kind].pop(0)

    def _after(self, kind: str) -> None:
        if self.lost.get(kind):
            raise self.lost[kind].pop(0)
