"""Bahr: the fish restaurant on Mutrah's corniche and the one on Jumeirah's beach."""

from app.demo.data.dining.kinds import BranchData, RuleData, SectionData
from app.demo.data.dining.periods import (
    BUT_FRIDAY,
    EARLY_NIGHTS,
    LATE_NIGHTS,
    at_counter,
    closed,
    dinner,
    friday_lunch,
    iftar,
    lunch,
    suhoor,
)
from app.demo.data.kinds import Text

MUTRAH = BranchData(
    number=1,
    code="BHR-MUT",
    brand=1,
    country="OMN",
    currency="OMR",
    zone="Asia/Muscat",
    name=Text("Mutrah Corniche", "كورنيش مطرح"),
    city=Text("Muscat", "مسقط"),
    address=Text("Al Bahri Road, by the fish market, Mutrah", "طريق البحري، بجوار سوق السمك، مطرح"),
    about=Text(
        "Upstairs over the fish market. Ask for the terrace when the ferry leaves: eight o’clock, all lights on.",
        "فوق سوق السمك مباشرة. اطلب الشرفة ساعة مغادرة العبّارة: الثامنة مساءً وكل أنوارها مضاءة.",
    ),
    phone="+96824715200",
    place=(23.6191, 58.5653),
    sections=(
        SectionData(
            name=Text("Sea terrace", "شرفة البحر"),
            box=(4, 6, 62, 46),
            rows=("2r+2r 4s+4s 4r", "2r+2r 4s+4s 6x"),
            prefix="T",
            capacity=30,
        ),
        SectionData(
            name=Text("Dhow room", "قاعة السفينة"), box=(4, 56, 62, 94), rows=("4s+4s 6x", "2s+2s 8x"), prefix="D"
        ),
        SectionData(
            name=Text("Family cabins", "مقصورات العائلات"), box=(72, 10, 96, 90), rows=("6x", "6x", "8x"), prefix="F"
        ),
    ),
    rules=(
        lunch("12:30", "15:00", *BUT_FRIDAY),
        friday_lunch("15:30"),
        dinner("18:30", "22:30", *EARLY_NIGHTS),
        dinner("18:30", "24:30", *LATE_NIGHTS),
        iftar(14_500),
        suhoor(9_500),
        closed(Text("Quay works", "أعمال في الرصيف"), 9),
    ),
    fields={
        "club_id": "CLUB-MCT-001",
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "new_customer_reservation_otp": True,
        "section_wise_time_slots": True,
        "show_time_range": True,
        "child_seats": True,
        "max_party": 12,
        "pacing_covers": 24,
        "deposit_minor": 5_000,
        "deposit_from_party": 5,
        "cancel_free_minutes": 12 * 60,
        "cancel_fee_bp": 5_000,
        "waiting_list_config": {
            "max_party": 8,
            "max_waiting": 20,
            "quote_minutes": 12,
            "message_en": "We call out names by the fish scales.",
            "message_ar": "ننادي الأسماء عند ميزان السمك.",
        },
        "venue_details": {
            "availability_title": "When would you like to sail in?",
            "availability_subtitle": "The terrace fills first on Thursdays.",
            "availability_title_font_size": 28,
            "availability_subtitle_font_size": 16,
        },
    },
)

JUMEIRAH = BranchData(
    number=2,
    code="BHR-JBR",
    brand=1,
    country="UAE",
    currency="AED",
    zone="Asia/Dubai",
    name=Text("Jumeirah Beach", "شاطئ جميرا"),
    city=Text("Dubai", "دبي"),
    address=Text("The Walk, Jumeirah Beach, Dubai", "الممشى، شاطئ جميرا، دبي"),
    about=Text(
        "Bare feet allowed. The grill stands in the sand and closes when the last ember does.",
        "الأقدام الحافية مرحّب بها. الشواية على الرمل، ولا تُغلق إلا مع آخر جمرة.",
    ),
    phone="+97144230180",
    place=(25.0785, 55.1345),
    sections=(
        SectionData(
            name=Text("On the sand", "على الرمل"),
            box=(4, 56, 96, 94),
            rows=("2r+2r 4r 2r+2r", "4s+4s+4s 6x"),
            prefix="S",
        ),
        SectionData(
            name=Text("Deck", "السطح الخشبي"), box=(4, 8, 66, 46), rows=("2s+2s+2s 4s", "4s+4s 8x"), prefix="D"
        ),
        SectionData(
            name=Text("Grill counter", "منضدة الشواء"), box=(76, 8, 96, 46), rows=("2s+2s", "2s+2s"), prefix="G"
        ),
    ),
    rules=(
        lunch("12:00", "16:00"),
        dinner("18:00", "23:00", *EARLY_NIGHTS),
        dinner("18:00", "25:30", *LATE_NIGHTS),
        RuleData(
            title=Text("Full-moon supper", "عشاء اكتمال القمر"),
            first="19:00",
            last="21:00",
            dates=(12, 12),
            price=320_00,
            deposit=150_00,
            covers=16,
            interval=60,
        ),
        at_counter(dinner("23:30", "24:30", *EARLY_NIGHTS), 2),
    ),
    fields={
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "new_customer_waiting_list_otp": True,
        "show_time_range": True,
        "max_party": 10,
        "slot_minutes": 30,
        "buffer_minutes": 15,
        "deposit_minor": 100_00,
        "deposit_from_party": 6,
        "pacing_covers": 28,
        "pacing_parties": 8,
        "waiting_list_config": {"max_party": 6, "max_waiting": 15, "quote_minutes": 10},
        "allowed_hosts": ["https://yourapp.com", "https://myapp.com"],
    },
)
