"""`payments`: do we and the gateways say the same, and what waits for a person?"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import click
from flask.cli import AppGroup

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.reconcile import Compared, compare_payments
from app.services import reconciliation, refund_sending

payments_commands = AppGroup("payments", help="Money taken by gateways.")


@payments_commands.command("reconcile")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day (UTC); without it the last 30 days.")
def reconcile(since: datetime | None) -> None:
    """Ask the gateways for each payment and print what does not match, with its age; exits with 1 if anything does not.

    Nothing is changed: what the background work can put right it does by itself.
    """
    start = utc_now() - timedelta(days=30) if since is None else since.replace(tzinfo=UTC)
    compared = unmatched = 0
    for one in compare_payments(unit_of_work, utc_now, gateways().providers, since=start):
        compared += 1
        if one.difference is not None:
            unmatched += 1
            click.echo(_line(one))
    click.echo(f"{compared} payments since {start:%Y-%m-%d}, {unmatched} unmatched.")
    if unmatched:
        sys.exit(1)


@payments_commands.command("refunds")
@click.option("--again", metavar="REFERENCE", help="Send this one once more, under a new reference.")
def given_up_refunds(again: str | None) -> None:
    """List the refunds that gateways would not pay out: money still owed, waiting for a person; exits with 1 if any.

    Before one is sent again, look at the gateway's own pages: what was paid out there by hand must not be sent twice.
    """
    with unit_of_work() as session:
        waiting = reconciliation.list_given_up(session)
        chosen = [one for one in waiting if again is not None and one.reference == again]
        for one in chosen:
            refund_sending.try_again(session, refund_id=one.id, now=utc_now())
    if again is not None and not chosen:
        raise click.ClickException(f"no refund {again} waits for a person")
    for one in chosen:
        click.echo(f"{one.reference} is sent again: {one.amount.text}.")
    if again is None and waiting:
        for one in waiting:
            click.echo(
                f"{one.reference}  of {one.payment_reference}  {one.amount.text}  {one.since:%Y-%m-%d}  {one.why}"
            )
        sys.exit(1)


def _line(one: Compared) -> str:
    hours = int((utc_now() - one.payment.created_at).total_seconds()) // 3600
    age = f"{hours // 24} d {hours % 24} h"
    return f"{one.payment.reference}  {one.payment.provider:<12}  {age:>9}  {one.difference}"
