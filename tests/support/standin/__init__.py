"""A local stand-in for the outside: one HTTP server that speaks the vendors' wire formats and fails on demand.

Each vendor is a module of this folder with one subclass of `Vendor`; it is found by itself and served under its name,
such as http://127.0.0.1:PORT/paystack. See `vendor.py` for how to write one and `faults.py` for the ways to fail.
"""

from tests.support.standin.faults import Fault
from tests.support.standin.server import StandIn
from tests.support.standin.vendor import Answer, Asked, Vendor, route
from tests.support.standin.webhooks import WebhookSender

__all__ = ["Answer", "Asked", "Fault", "StandIn", "Vendor", "WebhookSender", "route"]
