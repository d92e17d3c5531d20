"""The members of the restaurants' clubs, with what they have collected."""

from datetime import date, timedelta

from app.demo.data.kinds import fixed_uuid
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.domain.membership import PointsReason
from app.models import Customer, Gender, Membership, MembershipStatus
from app.services.memberships import credit_cash
from app.services.memberships.points import award

_MEMBER, _NUMBER, _CLUB, _BRANCH = "mariam.member@example.com", "MEM123456", "CLUB-DXB-001", 12
# What was earned when, in days before the loading; together the 340 points third parties show.
# A visit's branch stands behind it.
_POINTS = (
    (90, 120, "Welcome to the club", None),
    (41, 100, "Visit to Downtown Dubai", 12),
    (20, 80, "Visit to Jumeirah Beach", 2),
    (6, 40, "Visit to Downtown Dubai", 12),
)
_CASH_FILS = 25_50


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> None:
    """Make the member third parties know by her number."""
    tenant, platform_id = places.tenants["Souk Group"], places.platforms["club"]
    customer = loader.session.get_one(Customer, customers[_MEMBER])
    loader.session.add(_membership(loader, tenant.business_id, customer.id))
    for days, points, told, branch_id in _POINTS:
        award(
            loader.session,
            tenant=tenant,
            customer_id=customer.id,
            points=points,
            platform_id=platform_id,
            reason=PointsReason.VISIT if branch_id else PointsReason.WELCOME,
            key=f"demo points {days}" + (f"@{branch_id}" if branch_id else ""),
            description=told,
            now=loader.days_ago(days),
        )
    credit_cash(
        loader.session,
        tenant=tenant,
        customer_id=customer.id,
        amount_minor=_CASH_FILS,
        currency="AED",
        platform_id=platform_id,
        reason=PointsReason.BIRTHDAY,
        key="demo loyalty cash",
        description="Birthday gift",
        now=loader.days_ago(41) + timedelta(hours=9),
    )


def _membership(loader: Loader, business_id: int, customer_id: int) -> Membership:
    joined = loader.days_ago(200)
    return Membership(
        uuid=fixed_uuid("membership", _NUMBER),
        business_id=business_id,
        environment=ENVIRONMENT,
        customer_id=customer_id,
        member_id=_NUMBER,
        club_id=_CLUB,
        branch_id=_BRANCH,
        brand_id=3,
        country_id=2,
        status=MembershipStatus.ACTIVE,
        gender=Gender.FEMALE,
        birthdate=date(1990, 5, 20),
        created_at=joined,
        updated_at=joined,
    )
