"""Who waits for a table, and who waited."""

from typing import NamedTuple


class WaitData(NamedTuple):
    """An entry of a waiting list, or of the queue at the door where `quoted` says what was told, in minutes.

    `guest` counts among the guests, or is a signed-up customer's e-mail; `ago` is minutes before the loading. Without a
    time to eat from, they want a table today.
    """

    branch: str
    guest: int | str
    state: str
    party: int
    ago: int
    note: int | None = None
    wanted: tuple[str, str] | None = None
    quoted: int | None = None


MEMBER = "mariam.member@example.com"

# The first is known to third parties as number 1.
WAITING: tuple[WaitData, ...] = (
    WaitData("DT01", MEMBER, "WAITING", 4, 190, note=0, wanted=("19:30", "21:30")),
    WaitData("DT01", 2, "WAITING", 2, 140, note=2, wanted=("20:00", "21:00")),
    WaitData("DT01", 7, "WAITING", 6, 95, wanted=("19:00", "22:00")),
    WaitData("DT01", 11, "CANCELED", 2, 700, wanted=("20:00", "20:30")),
    WaitData("DT01", 9, "WAITING", 3, 30, note=1, wanted=("18:30", "20:30")),
    WaitData("DT01", 4, "EXPIRED", 2, 4000, note=2, wanted=("20:00", "21:30")),
    WaitData("SFH-DXB", 5, "WAITING", 2, 260, note=0, wanted=("20:00", "21:00")),
    WaitData("SFH-DXB", 0, "WAITING", 5, 75, note=3, wanted=("19:30", "21:00")),
    WaitData("BHR-JBR", 8, "WAITING", 4, 320, note=1, wanted=("19:00", "21:00")),
    WaitData("ALD-SHO", 34, "WAITING", 2, 510, wanted=("19:00", "20:30")),
    WaitData("DT01", 3, "WAITING", 2, 12, quoted=15),
    WaitData("DT01", 10, "WAITING", 4, 8, quoted=25, note=3),
    WaitData("DT01", 6, "WAITING", 3, 3, quoted=30),
    WaitData("SFH-DXB", 1, "WAITING", 2, 6, quoted=20),
    WaitData("BHR-JBR", 9, "WAITING", 5, 17, quoted=35, note=1),
    WaitData("DT01", 8, "CANCELED", 2, 65, quoted=20),
)
