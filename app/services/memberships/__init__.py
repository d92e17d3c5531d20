"""Members of the restaurants' clubs: joining, looking one up, points."""

from app.services.memberships.joining import JoinClub, Joined, check_free, enrol, join
from app.services.memberships.points import award_visit, credit_cash, take_back_visit
from app.services.memberships.reading import (
    ClubBranch,
    MemberSeen,
    MembershipView,
    PointsLine,
    find_member,
    is_club,
    list_clubs,
    list_memberships,
    list_points,
)

__all__ = [
    "ClubBranch",
    "JoinClub",
    "Joined",
    "MemberSeen",
    "MembershipView",
    "PointsLine",
    "award_visit",
    "check_free",
    "credit_cash",
    "enrol",
    "find_member",
    "is_club",
    "join",
    "list_clubs",
    "list_memberships",
    "list_points",
    "take_back_visit",
]
