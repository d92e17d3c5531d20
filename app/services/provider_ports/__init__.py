"""What the shop needs of outside providers, as protocols: payments, delivery, bills, messages.

Amounts are integers of minor units with an ISO 4217 currency, whatever a provider speaks on the wire. A call is made
outside of any transaction, after its intent was committed.
"""

from app.services.provider_ports.base import (
    BadSignature,
    Provider,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
    WebhookNote,
)
from app.services.provider_ports.bills import (
    BillAccount,
    BillAsk,
    BillOutcome,
    BillProvider,
    BillSeen,
    Plan,
)
from app.services.provider_ports.choice import (
    Providers,
    Served,
)
from app.services.provider_ports.delivery import (
    BookAsk,
    DeliveryProvider,
    ParcelAsk,
    ParcelItem,
    ParcelSeen,
    RateSeen,
    TrackedStep,
)
from app.services.provider_ports.messages import (
    MessageAsk,
    MessageReport,
    MessageReports,
    MessageSender,
    MessageTaken,
)
from app.services.provider_ports.payments import (
    Outcome,
    PaymentAsk,
    PaymentProvider,
    PaymentSeen,
    PaymentStarted,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
)

__all__ = [
    "BadSignature",
    "BillAccount",
    "BillAsk",
    "BillOutcome",
    "BillProvider",
    "BillSeen",
    "BookAsk",
    "DeliveryProvider",
    "MessageAsk",
    "MessageReport",
    "MessageReports",
    "MessageSender",
    "MessageTaken",
    "Outcome",
    "ParcelAsk",
    "ParcelItem",
    "ParcelSeen",
    "PaymentAsk",
    "PaymentProvider",
    "PaymentSeen",
    "PaymentStarted",
    "Plan",
    "Provider",
    "ProviderDown",
    "ProviderError",
    "ProviderMisconfigured",
    "ProviderRefused",
    "ProviderUnclear",
    "Providers",
    "RateSeen",
    "RefundAsk",
    "RefundOutcome",
    "RefundSeen",
    "Served",
    "TrackedStep",
    "WebhookNote",
]
