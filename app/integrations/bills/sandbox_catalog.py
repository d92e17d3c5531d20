"""What the sandbox's billers sell: believable names and naira prices, the documents' own examples first."""

from __future__ import annotations

from typing import Final

from app.services.provider_ports import Plan

_KOBO: Final = 100

# A plan is its slug, name and price in naira, None where the customer says how much.
_PlanRow = tuple[str, str, int | None]

_NETWORKS: Final = {
    "MTN_NIGERIA": (101, "mtn", "MTN"),
    "GLO_NIGERIA": (102, "glo", "Glo"),
    "AIRTEL_NIGERIA": (103, "airtel", "Airtel"),
    "9MOBILE_NIGERIA": (104, "9mobile", "9mobile"),
}
# The two plans of the document keep their ids 1 and 2.
_BUNDLES: Final[dict[str, tuple[_PlanRow, ...]]] = {
    "mtn": (
        ("mtn-1gb-monthly", "1GB Monthly", 500),
        ("mtn-2gb-monthly", "2GB Monthly", 1000),
        ("mtn-100mb-daily", "100MB Daily", 100),
        ("mtn-1gb-daily", "1GB Daily", 350),
        ("mtn-2-5gb-2-days", "2.5GB for 2 days", 750),
        ("mtn-1-5gb-weekly", "1.5GB Weekly", 1000),
        ("mtn-6gb-weekly", "6GB Weekly", 2500),
        ("mtn-10gb-monthly", "10GB Monthly", 4500),
        ("mtn-40gb-monthly", "40GB Monthly", 11000),
        ("mtn-75gb-monthly", "75GB Monthly", 18000),
    ),
    "glo": (
        ("glo-150mb-daily", "150MB Daily", 100),
        ("glo-1gb-daily", "1GB Daily", 300),
        ("glo-1-75gb-weekly", "1.75GB Weekly", 700),
        ("glo-5gb-weekly", "5GB Weekly", 1500),
        ("glo-2-6gb-monthly", "2.6GB Monthly", 1000),
        ("glo-10gb-monthly", "10GB Monthly", 3000),
        ("glo-38gb-monthly", "38GB Monthly", 8000),
    ),
    "airtel": (
        ("airtel-100mb-daily", "100MB Daily", 100),
        ("airtel-1gb-daily", "1GB Daily", 350),
        ("airtel-1gb-weekly", "1GB Weekly", 800),
        ("airtel-6gb-weekly", "6GB Weekly", 2500),
        ("airtel-2gb-monthly", "2GB Monthly", 1500),
        ("airtel-10gb-monthly", "10GB Monthly", 4000),
        ("airtel-35gb-monthly", "35GB Monthly", 10000),
    ),
    "9mobile": (
        ("9mobile-100mb-daily", "100MB Daily", 100),
        ("9mobile-650mb-daily", "650MB Daily", 200),
        ("9mobile-1gb-weekly", "1GB Weekly", 600),
        ("9mobile-7gb-weekly", "7GB Weekly", 1500),
        ("9mobile-1-5gb-monthly", "1.5GB Monthly", 1000),
        ("9mobile-11gb-monthly", "11GB Monthly", 4000),
    ),
}
DISCOS: Final = ("EKEDC", "IKEDC", "EEDC", "KAEDCO", "KEDCO", "AEDC", "PHED", "JEDC", "BEDC", "YEDC")
_CABLE: Final[dict[str, tuple[int, tuple[_PlanRow, ...]]]] = {
    "DSTV": (
        301,
        (
            ("dstv-compact", "DSTV Compact", 7900),
            ("dstv-premium", "DSTV Premium", 24500),
            ("dstv-padi", "DSTV Padi", 2950),
            ("dstv-yanga", "DSTV Yanga", 4200),
            ("dstv-confam", "DSTV Confam", 6200),
            ("dstv-compact-plus", "DSTV Compact Plus", 12400),
        ),
    ),
    "GOTV": (
        302,
        (
            ("gotv-smallie", "GOtv Smallie", 1300),
            ("gotv-jinja", "GOtv Jinja", 2700),
            ("gotv-jolli", "GOtv Jolli", 3950),
            ("gotv-max", "GOtv Max", 5700),
            ("gotv-supa", "GOtv Supa", 7600),
        ),
    ),
    "STARTIMES": (
        303,
        (
            ("startimes-nova", "StarTimes Nova", 1500),
            ("startimes-basic", "StarTimes Basic", 2600),
            ("startimes-smart", "StarTimes Smart", 3500),
            ("startimes-classic", "StarTimes Classic", 3800),
            ("startimes-super", "StarTimes Super", 6500),
        ),
    ),
    "SHOWMAX": (
        304,
        (
            ("showmax-mobile", "Showmax Entertainment Mobile", 1600),
            ("showmax-entertainment", "Showmax Entertainment", 3500),
            ("showmax-premier-league", "Showmax Premier League Mobile", 3200),
        ),
    ),
}


def _plans(biller_slug: str, biller_id: int, rows: tuple[_PlanRow, ...]) -> list[Plan]:
    return [
        Plan(
            id=number,
            slug=slug,
            name=name,
            amount_minor=None if naira is None else naira * _KOBO,
            biller_id=biller_id,
            biller_slug=biller_slug,
        )
        for number, (slug, name, naira) in enumerate(rows, start=1)
    ]


def _disco(name: str) -> tuple[_PlanRow, ...]:
    return (
        (f"{name.lower()}-prepaid", f"{name} Prepaid", None),
        (f"{name.lower()}-postpaid", f"{name} Postpaid", None),
    )


def _network(slug: str, name: str) -> tuple[_PlanRow, ...]:
    return (*_BUNDLES[slug], (f"{slug}-vtu", f"{name} Airtime", None))


PLANS: Final[dict[str, list[Plan]]] = {
    **{key: _plans(key, number, _network(slug, name)) for key, (number, slug, name) in _NETWORKS.items()},
    **{name: _plans(name, 201 + place, _disco(name)) for place, name in enumerate(DISCOS)},
    **{key: _plans(key, number, rows) for key, (number, rows) in _CABLE.items()},
}

# Whose number it is, and where the meter hangs: told by its digits, the same each time.
NAMES: Final = (
    *("Adaeze Okonkwo", "Babatunde Alabi", "Chiamaka Eze", "Danladi Musa", "Efe Omoruyi", "Folake Adeyemi"),
    *("Hauwa Ibrahim", "Ifeanyi Nwosu", "Kelechi Obi", "Ngozi Umeh", "Segun Balogun", "Zainab Yusuf"),
)
STREETS: Final = (
    *("14 Allen Avenue, Ikeja", "7 Bourdillon Road, Ikoyi", "22 Adeola Odeku Street, Victoria Island"),
    *("3 Bode Thomas Street, Surulere", "51 Herbert Macaulay Way, Yaba", "9 Admiralty Way, Lekki"),
)
