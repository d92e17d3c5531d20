"""Our own page to which gateways send a third party's customers, before they are sent on."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for

from app.services.platforms import Storefront


def return_url_of(storefront: Storefront) -> Callable[[str], str]:
    """Makes the page's address for a payment's reference; it names the storefront, which the host alone may not."""

    def made(reference: str) -> str:
        path = url_for("pay.come_back", reference=reference).removeprefix(request.script_root)
        return f"{request.host_url.rstrip('/')}{request.script_root}/{storefront.slug}{path}"

    return made
