"""The statement as a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from flask import Response
from flask.typing import ResponseReturnValue

from app.domain.money import Money
from app.domain.paging import Window
from app.extensions import db
from app.services import shopping_card
from app.web.session import require_customer
from app.web.storefront import current_storefront
from app.web.texts import gettext as _
from app.web.wallet import wallet
from app.web.wallet.words import KIND_WORDS

# More movements than a person makes in years; older ones are on the pages.
MOST_LINES = 5_000


@wallet.get("/statement.csv")
def download() -> ResponseReturnValue:
    """Every movement, the newest first. References and amounts are ours: no cell can begin with a formula."""
    customer = require_customer()
    found = shopping_card.list_statement(
        db.session(),
        customer_id=customer.customer_id,
        currency=current_storefront().currency,
        window=Window(limit=MOST_LINES),
    )
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([_("Time (UTC)"), _("What"), _("Reference"), _("Order"), _("Currency"), _("Amount"), _("Balance")])
    for line in found.items:
        amounts = [Money(minor, line.currency).major for minor in (line.amount_minor, line.balance_after_minor)]
        when = line.at.strftime("%Y-%m-%d %H:%M:%S")
        table.writerow([when, KIND_WORDS[line.kind], line.reference, line.order_number or "", line.currency, *amounts])
    # The mark tells spreadsheets that the letters are UTF-8.
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="statement.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
