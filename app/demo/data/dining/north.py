"""Loulou in Bahrain and Kuwait, Alder & Rye in London and Doha, and the second business's one restaurant."""

from app.demo.data.dining.kinds import FRI, MON, SAT, SUN, THU, TUE, WED, BranchData, RuleData, SectionData
from app.demo.data.dining.periods import MAINTENANCE, WORKDAYS, at_counter, breakfast, brunch, closed, dinner, lunch
from app.demo.data.kinds import Text

BAHRAIN = BranchData(
    number=7,
    code="LOU-BAH",
    brand=5,
    country="BHD",
    currency="BHD",
    zone="Asia/Bahrain",
    name=Text("Bahrain Bay", "خليج البحرين"),
    city=Text("Manama", "المنامة"),
    address=Text("Bay Promenade, Building 14, Manama", "ممشى الخليج، مبنى 14، المنامة"),
    about=Text(
        "Pancakes until four. Prams park by the window, dogs by the door.",
        "الفطائر حتى الرابعة. العربات عند النافذة والحيوانات الأليفة عند الباب.",
    ),
    phone="+97317112250",
    place=(26.2446, 50.5832),
    sections=(
        SectionData(
            name=Text("Bay window", "نافذة الخليج"),
            box=(4, 6, 96, 40),
            rows=("2r+2r 4r 4r 2r+2r", "4s+4s 2r+2r"),
            prefix="B",
        ),
        SectionData(
            name=Text("Conservatory", "الحديقة الزجاجية"),
            box=(4, 52, 60, 94),
            rows=("4s+4s 6x", "2s+2s 6x"),
            prefix="C",
        ),
    ),
    rules=(
        breakfast("08:00", "11:00", *WORKDAYS),
        brunch("09:00", "15:30", FRI, SAT, price=9_500),
        lunch("12:00", "15:30", *WORKDAYS),
    ),
    turns=((2, 75), (4, 90), (6, 105), (12, 120)),
    fields={
        "is_active_waitinglist": True,
        "child_seats": True,
        "slot_minutes": 30,
        "max_party": 10,
        "pacing_covers": 20,
        "venue_details": {
            "availability_title": "Brunch, when?",
            "availability_subtitle": "Tables are yours for an hour and a quarter.",
            "availability_title_font_size": 36,
            "availability_subtitle_font_size": 18,
        },
    },
)

KUWAIT = BranchData(
    number=8,
    code="LOU-KWT",
    brand=5,
    country="KWT",
    currency="KWD",
    zone="Asia/Kuwait",
    name=Text("Salmiya", "السالمية"),
    city=Text("Kuwait City", "مدينة الكويت"),
    address=Text("Gulf Road, Salmiya", "شارع الخليج، السالمية"),
    about=Text(
        "A small room of big mirrors. No clock on the wall, so we do not print the times either.",
        "قاعة صغيرة بمرايا كبيرة. لا ساعة على الجدار، فلا نعرض الأوقات أيضًا.",
    ),
    phone="+96522251150",
    place=(29.3375, 48.0758),
    sections=(
        SectionData(
            name=Text("Mirror room", "قاعة المرايا"),
            box=(6, 8, 94, 60),
            rows=("2s+2s 2s+2s 4r", "4s+4s 6x"),
            prefix="M",
        ),
        SectionData(name=Text("Pavement", "الرصيف"), box=(6, 72, 94, 94), rows=("2r 2r 2r+2r",), prefix="P"),
    ),
    rules=(brunch("09:00", "15:00"), dinner("17:00", "21:00", THU, FRI, SAT)),
    turns=((2, 75), (4, 90), (10, 120)),
    fields={
        "time_slot_hide": True,
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "deposit_minor": 2_500,
        "deposit_from_party": 5,
        "max_party": 8,
    },
)

SHOREDITCH = BranchData(
    number=9,
    code="ALD-SHO",
    brand=6,
    country="GBR",
    currency="GBP",
    zone="Europe/London",
    name=Text("Shoreditch", "شورديتش"),
    city=Text("London", "لندن"),
    address=Text("41 Rivington Street, London EC2", "41 شارع ريفينغتون، لندن EC2"),
    about=Text(
        "A railway arch with a hearth at the end of it. The counter seats watch the fire.",
        "قنطرة سكة حديد في آخرها موقد، ومقاعد المنضدة أمام النار.",
    ),
    phone="+442079460123",
    place=(51.5262, -0.0806),
    sections=(
        SectionData(
            name=Text("Dining room", "قاعة الطعام"),
            box=(4, 8, 60, 92),
            rows=("2s+2s+2s", "4s+4s 2s", "4r 4r", "6x 8x"),
            prefix="",
        ),
        SectionData(
            name=Text("Hearth counter", "منضدة الموقد"),
            box=(72, 8, 94, 70),
            rows=("2s+2s", "2s+2s", "2s+2s"),
            prefix="H",
        ),
    ),
    rules=(
        lunch("12:00", "14:30", THU, FRI, SAT, SUN, interval=15),
        dinner("17:30", "22:00", TUE, WED, THU, FRI, SAT, interval=15),
        at_counter(dinner("22:15", "23:45", FRI, SAT, interval=15), 1),
        closed(MAINTENANCE, 7),
        RuleData(
            title=Text("Supper club", "نادي العشاء"), first="19:00", last="19:30", days=(MON,), price=55_00, most=6
        ),
    ),
    fields={
        "is_active_waitinglist": True,
        "is_active_payment": True,
        "slot_minutes": 15,
        "buffer_minutes": 15,
        "lead_minutes": 120,
        "horizon_days": 150,
        "max_party": 8,
        "pacing_covers": 14,
        "pacing_parties": 5,
        "deposit_minor": 10_00,
        "deposit_from_party": 6,
        "cancel_free_minutes": 48 * 60,
        "show_slots_header": False,
        "waiting_list_config": {"max_party": 4, "max_waiting": 12, "quote_minutes": 20},
    },
)

DOHA = BranchData(
    number=10,
    code="ALD-DOH",
    brand=6,
    country="QAT",
    currency="QAR",
    zone="Asia/Qatar",
    name=Text("Msheireb", "مشيرب"),
    city=Text("Doha", "الدوحة"),
    address=Text("Sikkat Al Wadi, Msheireb, Doha", "سكة الوادي، مشيرب، الدوحة"),
    about=Text(
        "The hotel takes the bookings here; we only keep the fire.",
        "الفندق هو من يستقبل الحجوزات هنا، ونحن نحرس النار فقط.",
    ),
    phone="+97444112250",
    place=(25.2866, 51.5268),
    sections=(
        SectionData(name=Text("Arcade", "الرواق"), box=(6, 8, 94, 48), rows=("2s+2s 4s+4s 4r",), prefix="A"),
        SectionData(name=Text("Hearth", "الموقد"), box=(6, 58, 94, 92), rows=("2s+2s 6x 8x",), prefix="H"),
    ),
    rules=(lunch("12:30", "15:00"), dinner("18:30", "22:30")),
    fields={
        "reservation_link": "https://bookings.example/msheireb",
        "show_slots_header": False,
        "show_period_headers": False,
        "play_enable": True,
    },
)

PECKHAM = BranchData(
    number=11,
    code="ADA-PEC",
    brand=7,
    country="GBR",
    platform="other",
    currency="GBP",
    zone="Europe/London",
    name=Text("Peckham", "بيكهام"),
    city=Text("London", "لندن"),
    address=Text("12 Rye Lane, London SE15", "12 شارع راي لين، لندن SE15"),
    about=Text("Nine tables, one pot of rice, no hurry.", "تسع طاولات وقدر أرز واحد ولا عجلة."),
    phone="+442079460456",
    place=(51.4700, -0.0693),
    sections=(
        SectionData(
            name=Text("Front room", "الغرفة الأمامية"),
            box=(6, 8, 94, 92),
            rows=("2s+2s 4r", "4s+4s 4r", "2r 2r 6x"),
            prefix="",
        ),
    ),
    rules=(lunch("12:00", "15:00"), dinner("18:00", "21:30")),
    fields={"is_active_waitinglist": True},
)
