"""`python -m tests.support.standin --port 9100 --webhooks http://127.0.0.1:8000`: a stand-in for people.

The shop is then started with SOUK_PAYMENTS=paystack and SOUK_PAYSTACK_URL=http://127.0.0.1:9100/paystack.
"""

from __future__ import annotations

import argparse
import sys
import threading
from datetime import UTC, datetime

from tests.support.standin.server import StandIn
from tests.support.standin.webhooks import WebhookSender, by_http


def main() -> None:
    parser = argparse.ArgumentParser(prog="standin", description="Speaks the wire formats of the outside providers.")
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--webhooks", default="", help="the shop's address, such as http://127.0.0.1:8000")
    chosen = parser.parse_args()
    with StandIn(chosen.port, clock=lambda: datetime.now(UTC)) as standin:
        for name, vendor in standin.vendors.items():
            sys.stdout.write(f"{name:12} {standin.base(name)}\n")
            if chosen.webhooks and hasattr(vendor, "sender"):
                vendor.sender = WebhookSender(vendor, by_http(f"{chosen.webhooks}/webhooks/{name}"))
        sys.stdout.write("Stop with Ctrl+C.\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
