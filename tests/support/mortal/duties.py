"""The worker of a shop, without its threads: every duty in turn until nothing is left to do."""

from flask import Flask

from app.extensions import db
from app.jobs.duties import DUTIES
from tests.support.mortal import moved_clock

# When a worker comes round, in seconds: far less often than it really does. After the last, everything has come to a
# true end.
A_MINUTE = (5, 20, 40, 60)
# While the client is still there: what one duty leads to, another does the next time.
A_WHILE = (0, 5, 10)
# More rounds than any duty needs for one customer; a duty that goes on for ever is an error.
_MOST_ROUNDS = 30


def work_on(app: Flask, since: float, moments: tuple[int, ...]) -> None:
    """Let the time pass from second `since` on, and do whatever is due at each of the moments."""
    for moment in moments:
        moved_clock.set_forward(since + moment)
        do_duties(app)


def do_duties(app: Flask) -> None:
    """Each duty as often as it says there is more."""
    for duty in DUTIES:
        for _round in range(_MOST_ROUNDS):
            with app.app_context():
                done = duty.run()
                db.session.remove()
            if not done:
                break
        else:
            raise AssertionError(f"{duty.name} does not come to an end")
