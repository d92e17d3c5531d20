"""An operator's mistyped key, as the environment gives it: the shop says which one before it serves anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from app.cli.serve import refuse_unusable_providers
from app.extensions import unit_of_work
from tests.factories import make_platform
from tests.support.application import running_app
from tests.support.database import Databases
from tests.support.standin import StandIn
from tests.support.standin_shop import environment

WRONG = "sk_test_mistyped"
# The variable that is wrong, who says so, and what is to be checked.
MISTAKES = [
    ("SOUK_PAYSTACK_SECRET_KEY", "Paystack", "SOUK_PAYSTACK_SECRET_KEY"),
    ("SOUK_TERMINAL_SECRET_KEY", "Terminal Africa", "SOUK_TERMINAL_SECRET_KEY"),
    ("SOUK_CORALPAY_PASSWORD", "CoralPay", "SOUK_CORALPAY_USER, SOUK_CORALPAY_PASSWORD, SOUK_CORALPAY_URL"),
]


@contextmanager
def shop(databases: Databases, empty_database: str, media_dir: Path, environ: dict[str, str]) -> Iterator[Flask]:
    with running_app(databases, "keys", like=empty_database, media_dir=media_dir, environ=environ) as app:
        with app.app_context(), unit_of_work() as session:
            make_platform(session, features=["pickup", "delivery", "bills"])
        yield app


@pytest.mark.parametrize(("variable", "title", "named"), MISTAKES)
def test_the_start_up_check_says_which_key_is_wrong(
    databases: Databases,
    empty_database: str,
    media_dir: Path,
    standin: StandIn,
    variable: str,
    title: str,
    named: str,
) -> None:
    environ = environment(standin) | {variable: WRONG}
    with shop(databases, empty_database, media_dir, environ) as app:
        checked = app.test_cli_runner().invoke(args=["config", "check"])
        with app.app_context(), pytest.raises(SystemExit) as refused:
            refuse_unusable_providers()

    said = f"{title} does not accept our credentials"
    [line] = [line for line in checked.output.splitlines() if said in line]
    assert checked.exit_code == 1
    assert line.endswith(f". Check {named}.")
    assert str(refused.value).startswith("Souk cannot start with these providers:\n")
    assert line.removeprefix("Error: ") in str(refused.value)
    assert WRONG not in checked.output + str(refused.value)


def test_with_right_keys_it_starts(
    databases: Databases, empty_database: str, media_dir: Path, standin: StandIn
) -> None:
    with shop(databases, empty_database, media_dir, environment(standin)) as app:
        checked = app.test_cli_runner().invoke(args=["config", "check"])
        with app.app_context():
            refuse_unusable_providers()

    assert (checked.exit_code, "credentials" in checked.output) == (0, False)
