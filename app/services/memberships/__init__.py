"""Members of the restaurants' clubs: joining, looking one up, points."""

from app.services.memberships.joining import JoinClub, Joined, check_free, join
from app.services.memberships.points import award_visit, credit_cash
from app.services.memberships.reading import (
    MemberSeen,
    MembershipView,
    PointsLine,
    find_member,
    is_club,
    list_memberships,
    list_points,
)

__all__ = [
    "JoinClub",
    "Joined",
    "MemberSeen",
    "MembershipView",
    "PointsLine",
    "award_visit",
    "check_free",
    "credit_cash",
    "find_member",
    "is_club",
    "join",
    "list_memberships",
    "list_points",
]
