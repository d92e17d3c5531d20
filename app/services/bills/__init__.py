"""Bills paid with the shopping card: airtime, data, electricity, cable TV."""

from app.services.bills.reading import (
    check_offered,
    find_bought,
    get_bill,
    get_service,
    get_service_named,
    list_bills,
    list_for_review,
    list_services,
    list_to_buy_again,
)
from app.services.bills.views import AccountView, BillView, PlanView, ServiceView

__all__ = [
    "AccountView",
    "BillView",
    "PlanView",
    "ServiceView",
    "check_offered",
    "find_bought",
    "get_bill",
    "get_service",
    "get_service_named",
    "list_bills",
    "list_for_review",
    "list_services",
    "list_to_buy_again",
]
