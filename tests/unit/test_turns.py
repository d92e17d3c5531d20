"""Who asked first comes first, who has waited too long leaves, and nobody is left behind."""

from collections.abc import Callable
from threading import Thread
from time import monotonic, sleep

from app.turns import Turns

PATIENCE = 10.0


def until(is_so: Callable[[], bool]) -> None:
    ends_at = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < ends_at, "it never came about"
        sleep(0.001)


def test_turns_come_in_the_order_they_were_asked_for() -> None:
    line, came = Turns(), list[int]()
    assert line.take(seconds=0)

    def come(number: int) -> None:
        assert line.take(seconds=PATIENCE)
        came.append(number)
        line.give_back()

    threads = []
    for number in range(6):
        threads.append(Thread(target=come, args=(number,)))
        threads[-1].start()
        until(lambda: len(line) == len(threads))
    line.give_back()
    for thread in threads:
        thread.join(PATIENCE)

    assert came == list(range(6))
    assert line.take(seconds=0)


def test_who_has_waited_too_long_leaves_the_line_to_others() -> None:
    line, answers = Turns(), list[bool]()
    assert line.take(seconds=0)
    assert not line.take(seconds=0.01)

    patient = Thread(target=lambda: answers.append(line.take(seconds=PATIENCE)))
    patient.start()
    until(lambda: len(line) == 1)
    line.give_back()
    patient.join(PATIENCE)

    assert answers == [True]
    assert not line.take(seconds=0)
