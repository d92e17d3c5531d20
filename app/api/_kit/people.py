"""What the flows about people are handed by a JSON route: the tools, and on whose visit they work."""

from __future__ import annotations

from flask import request

from app.api._kit.call import Call
from app.clock import utc_now
from app.domain.logins import counted_address
from app.extensions import gateways, settings, unit_of_work
from app.flows.tools import Tools, Visit

# Documents are written in English, and so are the messages a third party's customers get.
LOCALE = "en"


def tools() -> Tools:
    """Everything from outside that the flows work with."""
    found = gateways()
    return Tools(
        uow=unit_of_work,
        clock=utc_now,
        passwords=found.passwords,
        keyed=found.keyed,
        signer=found.tokens,
        sender=found.messages,
        texts=found.texts,
    )


def visit(call: Call) -> Visit:
    """Where the caller came in."""
    storefront = call.storefront
    return Visit(
        tenant=storefront.tenant,
        platform_id=storefront.id,
        shop=storefront.name(LOCALE),
        region=storefront.country,
        locale=LOCALE,
        address=counted_address(request.remote_addr, strict=settings().strict_limits),
        user_agent=request.headers.get("User-Agent", ""),
    )
