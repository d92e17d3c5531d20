"""Three hundred diners and eight hosts at once at forty tables, evening after evening, on the database at hand.

`SOUK_TEST_DATABASE` chooses it, as for every test; run once on each.
"""

import sys
from collections import Counter
from time import monotonic

import pytest
from flask import Flask

from tests.support.full_house import House
from tests.support.house_faults import deadlocks, faults

pytestmark = pytest.mark.proof

DINERS, HOSTS, TABLES, ROUNDS = 300, 8, 40, 20
# Seconds for all of it, on two cores.
LONGEST = 240


def test_everybody_comes_at_once(live_app: Flask) -> None:
    house = House.open(live_app, tables=TABLES)
    before, began = deadlocks(house), monotonic()

    told = house.come(diners=DINERS, hosts=HOSTS, rounds=ROUNDS)

    spent = monotonic() - began
    refused: Counter[str] = sum((one.refused for one in told), Counter())
    booked = sum(len(one.booked) for one in told)
    sys.stderr.write(f"\n{booked} booked, refused {dict(refused)}, {spent:.0f} s\n")
    assert list(faults(house, told)) == []
    assert deadlocks(house) == before
    assert booked > TABLES
    assert refused.total() > DINERS // 10
    assert spent < LONGEST
