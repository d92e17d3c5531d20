"""`audit`: does everything add up?"""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from app.extensions import db
from app.services.ledger_audit import Finding, audit

SHOWN = 20


@click.command("audit")
@with_appcontext
def audit_command() -> None:
    """Check balances, transfers, order totals, stock, coupons and tables; exits with 1 on any breach."""
    findings = audit(db.session())
    for finding in findings:
        click.echo(report(finding))
    breaches = sum(len(finding.breaches) for finding in findings)
    click.echo()
    if breaches:
        click.echo(f"{breaches} breaches in {len(findings)} checks.")
        sys.exit(1)
    click.echo(f"All {len(findings)} checks hold.")


def report(finding: Finding) -> str:
    """A line for the promise, and one for each of the first breaches."""
    mark = "BROKEN" if finding.breaches else "ok"
    lines = [f"{mark:<7}{finding.promise} ({finding.checked} checked)"]
    lines += [f"         {b.what}: expected {b.expected}, found {b.found}" for b in finding.breaches[:SHOWN]]
    if len(finding.breaches) > SHOWN:
        lines.append(f"         and {len(finding.breaches) - SHOWN} more")
    return "\n".join(lines)
