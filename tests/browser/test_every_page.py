"""The pages that no journey passes: each is in order in every window."""

from tests.browser import people
from tests.support.journey import Journey

OPEN = (
    *("/c", "/c/drinks", "/c/groceries?stock=1", "/search?q=zzzzzz", "/cart", "/account/sign-in", "/no-such-page"),
    *("/p/zobo-hibiscus-drink-twelve-bottles/reviews", "/support/contact", "/support/returns", "/support/privacy"),
    *("/support/terms", "/sandbox/inbox", "/staff/sign-in"),
)
METER = "service=ekedc&plan=ekedc-prepaid&number=12345678901"
BILLS = (
    *("/bills", "/bills/history", "/bills/history?kind=cable&page=9", "/bills/airtime", "/bills/cable"),
    *("/bills/data?service=mtndata", f"/bills/electricity?{METER}", f"/bills/electricity?{METER}&amount=1"),
    *(f"/bills/electricity?{METER}&amount=5000", "/bills/cable?service=dstv&number=12345670000", "/bills/water"),
)
OWN = ("/account/password", "/account/orders?page=9", "/account/orders/NONE-SUCH", "/checkout")


def test_pages_for_everybody(journey: Journey) -> None:
    for path in OPEN:
        journey.goto(path)
        journey.check()


def test_pages_for_a_customer(journey: Journey) -> None:
    journey.goto(OWN[0])
    people.sign_in(journey)
    for path in OWN:
        journey.goto(path)
        journey.check()


def test_pages_of_bills(journey: Journey) -> None:
    journey.goto(BILLS[0])
    people.sign_in(journey)
    for path in BILLS:
        journey.goto(path)
        journey.check()
