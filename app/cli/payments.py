"""`payments reconcile`: do we and the gateways say the same?"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import click
from flask.cli import AppGroup

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.reconcile import Compared, compare_payments

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


def _line(one: Compared) -> str:
    hours = int((utc_now() - one.payment.created_at).total_seconds()) // 3600
    age = f"{hours // 24} d {hours % 24} h"
    return f"{one.payment.reference}  {one.payment.provider:<12}  {age:>9}  {one.difference}"
