"""Saffron House in Downtown Dubai and on Abu Dhabi's Al Maryah Island."""

from app.demo.data.dining.kinds import FRI, SAT, SUN, BranchData, RuleData, SectionData
from app.demo.data.dining.periods import (
    BUT_FRIDAY,
    EARLY_NIGHTS,
    LATE_NIGHTS,
    closed,
    dinner,
    friday_lunch,
    iftar,
    lunch,
    suhoor,
)
from app.demo.data.kinds import Text

DUBAI = BranchData(
    number=12,
    code="SFH-DXB",
    brand=3,
    country="UAE",
    currency="AED",
    zone="Asia/Dubai",
    name=Text("Downtown Dubai", "وسط دبي"),
    city=Text("Dubai", "دبي"),
    address=Text("Courtyard 3, Old Town, Downtown Dubai", "الفناء الثالث، المدينة القديمة، وسط دبي"),
    about=Text(
        "Three courtyards under one roof of shade. The innermost has the fountain and the quietest tables.",
        "ثلاثة أفنية تحت ظل واحد. في أعمقها النافورة وأهدأ الطاولات.",
    ),
    phone="+97144452210",
    place=(25.1908, 55.2770),
    sections=(
        SectionData(
            name=Text("Fountain courtyard", "فناء النافورة"),
            box=(30, 30, 70, 70),
            rows=("2r+2r 4r", "4r 2r+2r"),
            prefix="C",
        ),
        SectionData(
            name=Text("Majlis", "المجلس"), box=(4, 4, 96, 24), rows=("4s+4s 6x 6x 8x",), prefix="M", capacity=24
        ),
        SectionData(name=Text("Rooftop", "السطح"), box=(4, 78, 96, 96), rows=("2s+2s+2s 4s+4s 6x",), prefix="R"),
    ),
    rules=(
        lunch("12:30", "15:00", *BUT_FRIDAY),
        friday_lunch("15:30"),
        dinner("18:00", "23:00", *EARLY_NIGHTS),
        dinner("18:00", "24:30", *LATE_NIGHTS),
        RuleData(
            title=Text("Musicians’ night", "ليلة العازفين"),
            first="20:00",
            last="22:00",
            dates=(8, 8),
            deposit=120_00,
            covers=30,
        ),
        iftar(195_00),
        suhoor(140_00),
    ),
    fields={
        "club_id": "CLUB-DXB-001",
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "show_time_range": True,
        "child_seats": True,
        "max_party": 12,
        "pacing_covers": 26,
        "deposit_minor": 50_00,
        "deposit_from_party": 4,
        "cancel_free_minutes": 6 * 60,
        "cancel_fee_bp": 10_000,
        "chefz_id": "CHZ-4471",
        "chefz_reservation": True,
        "waiting_list_config": {
            "max_party": 8,
            "max_waiting": 25,
            "quote_minutes": 15,
            "message_en": "Coffee and dates are on us while you wait.",
            "message_ar": "القهوة والتمر على حسابنا ريثما تجلسون.",
        },
        "venue_details": {
            "availability_title": "Your place in the courtyard",
            "availability_subtitle": "Choose a time; we choose the quietest table that fits.",
            "availability_title_font_size": 30,
            "availability_subtitle_font_size": 15,
        },
    },
)

ABU_DHABI = BranchData(
    number=6,
    code="SFH-AUH",
    brand=3,
    country="UAE",
    currency="AED",
    zone="Asia/Dubai",
    name=Text("Al Maryah Island", "جزيرة المارية"),
    city=Text("Abu Dhabi", "أبوظبي"),
    address=Text("Waterfront Promenade, Al Maryah Island", "ممشى الواجهة البحرية، جزيرة المارية"),
    about=Text(
        "The merchant’s younger house: glass on the water side, carved doors on the other.",
        "بيت التاجر الأصغر: زجاج نحو الماء وأبواب منقوشة من الجهة الأخرى.",
    ),
    phone="+97126772210",
    place=(24.5029, 54.3890),
    sections=(
        SectionData(name=Text("Water side", "جهة الماء"), box=(4, 6, 96, 36), rows=("2s+2s 4s+4s 4r 4r",), prefix="W"),
        SectionData(
            name=Text("Family majlis", "مجلس العائلات"), box=(4, 46, 46, 94), rows=("6x 6x", "8x 8x"), prefix="F"
        ),
        SectionData(name=Text("Kitchen table", "طاولة المطبخ"), box=(60, 50, 94, 90), rows=("8x!",), prefix="K"),
    ),
    rules=(
        lunch("12:30", "15:30", *BUT_FRIDAY),
        friday_lunch("16:00"),
        dinner("18:30", "23:00"),
        RuleData(
            title=Text("Late coffee", "قهوة آخر الليل"),
            first="23:30",
            last="24:30",
            days=(FRI, SAT, SUN),
            hidden=True,
            section=0,
        ),
        closed(Text("Staff outing", "رحلة الموظفين"), 5),
    ),
    fields={
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "new_customer_reservation_otp": True,
        "new_customer_waiting_list_otp": True,
        "section_wise_time_slots": True,
        "deposit_minor": 150_00,
        "deposit_from_party": 8,
        "max_party": 16,
        "pacing_covers": 30,
        "lead_minutes": 60,
    },
)
