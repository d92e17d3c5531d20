"""A branch's evening as its staff see it: who comes, who sits where, what is kept free; within the staff's reach."""

from app.services.evening.closing import Closure, block, close, list_closures, reopen, unblock
from app.services.evening.houses import House, HouseSection, find_house, list_houses, version_at
from app.services.evening.rooms import Room, RoomTable, Stay, read_room
from app.services.evening.visits import (
    Totals,
    Visit,
    VisitQuery,
    VisitSort,
    check_here,
    list_history,
    list_visits,
    read_totals,
)

__all__ = [
    "Closure",
    "House",
    "HouseSection",
    "Room",
    "RoomTable",
    "Stay",
    "Totals",
    "Visit",
    "VisitQuery",
    "VisitSort",
    "block",
    "check_here",
    "close",
    "find_house",
    "list_closures",
    "list_history",
    "list_houses",
    "list_visits",
    "read_room",
    "read_totals",
    "reopen",
    "unblock",
    "version_at",
]
