"""Parkside in Dubai, Riyadh and Jeddah, and its evenings on the lawn."""

from app.demo.data.dining.kinds import FRI, SAT, BranchData, RuleData, SectionData
from app.demo.data.dining.periods import (
    BUT_FRIDAY,
    EARLY_NIGHTS,
    LATE_NIGHTS,
    PRIVATE_PARTY,
    WORKDAYS,
    breakfast,
    brunch,
    closed,
    dinner,
    friday_lunch,
    iftar,
    lunch,
    suhoor,
)
from app.demo.data.kinds import Text

DOWNTOWN = BranchData(
    number=5,
    code="DT01",
    brand=2,
    country="UAE",
    currency="AED",
    zone="Asia/Dubai",
    name=Text("Downtown Branch", "فرع وسط المدينة"),
    city=Text("Dubai", "دبي"),
    address=Text("123 Main St", "123 الشارع الرئيسي"),
    about=Text(
        "Our busiest garden: forty paces from the fountain and loud only on Fridays.",
        "أكثر حدائقنا ازدحامًا: على بعد أربعين خطوة من النافورة، ولا تصخب إلا يوم الجمعة.",
    ),
    phone="+97143304410",
    place=(25.1949, 55.2758),
    sections=(
        SectionData(
            name=Text("Indoor", "الداخل"),
            box=(4, 6, 46, 94),
            rows=("2s+2s", "4s+4s", "6x", "4r 4r"),
            prefix="A",
            number=1,
        ),
        SectionData(
            name=Text("Outdoor", "الخارج"),
            box=(54, 6, 96, 60),
            rows=("2r+2r 4r", "4s+4s 2r", "6x 8x"),
            prefix="T",
            capacity=30,
            number=2,
            first_table=5,
        ),
        SectionData(
            name=Text("Family room", "غرفة العائلات"), box=(54, 70, 96, 94), rows=("6x 4s+4s",), prefix="F", number=3
        ),
    ),
    rules=(
        breakfast("08:00", "10:30", *WORKDAYS),
        brunch("09:00", "12:00", FRI, SAT),
        lunch("12:00", "15:30", *BUT_FRIDAY),
        friday_lunch("16:00"),
        dinner("18:00", "22:30", *EARLY_NIGHTS),
        dinner("18:00", "24:00", *LATE_NIGHTS),
        iftar(145_00),
        closed(PRIVATE_PARTY, 11, section=2),
    ),
    fields={
        "is_active_waitinglist": True,
        "child_seats": True,
        "max_party": 12,
        "pacing_covers": 22,
        "waiting_list_config": {"max_party": 10, "max_waiting": 30, "quote_minutes": 15},
        "allowed_hosts": ["https://yourapp.com", "https://myapp.com"],
        "org_short_name": "PKR",
        "loc_ref": "DT01",
        "rvc_ref": "11",
        "check_employee_ref": "9001",
        "order_type_ref": "1",
        "oracle_token_id": "sandbox-point-of-sale",
    },
)

OLAYA = BranchData(
    number=3,
    code="PKR-RUH",
    brand=2,
    country="KSA",
    currency="SAR",
    zone="Asia/Riyadh",
    name=Text("Olaya Garden", "حديقة العليا"),
    city=Text("Riyadh", "الرياض"),
    address=Text("Olaya Street, behind the tower gardens, Riyadh", "شارع العليا، خلف حدائق البرج، الرياض"),
    about=Text(
        "A walled garden in the middle of town, with misters for June and heaters for January.",
        "حديقة مسوّرة وسط المدينة، برذاذ لشهر يونيو ومدافئ لشهر يناير.",
    ),
    phone="+966112934410",
    place=(24.6905, 46.6853),
    sections=(
        SectionData(
            name=Text("Families", "العائلات"), box=(4, 6, 60, 94), rows=("6x 6x", "4s+4s 4s+4s", "8x 6x"), prefix="F"
        ),
        SectionData(name=Text("Singles", "الأفراد"), box=(70, 6, 96, 60), rows=("2s+2s", "2s+2s", "4s"), prefix="S"),
        SectionData(name=Text("Ghaf terrace", "تراس الغاف"), box=(70, 70, 96, 94), rows=("4r 4r",), prefix="G"),
    ),
    rules=(
        breakfast("07:30", "10:30", *BUT_FRIDAY),
        lunch("12:30", "15:30", *BUT_FRIDAY),
        friday_lunch("16:00"),
        dinner("18:30", "23:30"),
        iftar(160_00),
        suhoor(120_00),
    ),
    fields={
        "club_id": "CLUB-RUH-001",
        "is_active_waitinglist": True,
        "child_seats": True,
        "section_wise_time_slots": True,
        "max_party": 14,
        "pacing_parties": 9,
        "new_customer_reservation_otp": True,
        "venue_details": {
            "availability_title": "A table in the shade",
            "availability_subtitle": None,
            "availability_title_font_size": 32,
            "availability_subtitle_font_size": None,
        },
    },
)

JEDDAH = BranchData(
    number=4,
    code="PKR-JED",
    brand=2,
    country="KSA",
    currency="SAR",
    zone="Asia/Riyadh",
    name=Text("Jeddah Corniche", "كورنيش جدة"),
    city=Text("Jeddah", "جدة"),
    address=Text("North Corniche, Jeddah", "الكورنيش الشمالي، جدة"),
    about=Text(
        "Sea on one side, jasmine on the other, and grilled corn from the cart at the gate.",
        "بحر من جهة وياسمين من الأخرى، وذرة مشوية من العربة عند البوابة.",
    ),
    phone="+966126544410",
    place=(21.5912, 39.1098),
    sections=(
        SectionData(
            name=Text("Garden", "الحديقة"), box=(4, 8, 58, 92), rows=("4r 4r 4r", "2r+2r 6x", "4s+4s 6x"), prefix="G"
        ),
        SectionData(name=Text("Sea view", "إطلالة البحر"), box=(68, 8, 96, 92), rows=("2s+2s", "4s", "4s"), prefix="V"),
    ),
    rules=(
        lunch("13:00", "16:00", *BUT_FRIDAY),
        friday_lunch("16:30"),
        dinner("18:30", "24:00"),
        iftar(150_00),
        suhoor(110_00),
        closed(PRIVATE_PARTY, 6),
    ),
    fields={"remaining_capacity_hide": True, "show_period_headers": False, "child_seats": True, "max_party": 10},
)

LAWN = BranchData(
    number=1096,
    code="Parkers-Events-2",
    brand=4,
    country="UAE",
    currency="AED",
    zone="Asia/Dubai",
    name=Text("10 Years Later. Same Park. New Chapter", "بعد عشر سنوات. الحديقة نفسها. فصل جديد"),
    city=Text("Dubai", "دبي"),
    address=Text("Al Khazan Park", "حديقة الخزان"),
    about=Text(
        "Twenty long tables, one menu, two sittings. Bring a shawl.",
        "عشرون مائدة طويلة وقائمة واحدة وجلستان. لا تنسوا الشال.",
    ),
    phone="+97143304499",
    place=None,
    map_code="https://www.openstreetmap.org/search?query=Al%20Khazan%20Park%20Dubai",
    sections=(
        SectionData(
            name=Text("All", "الكل"),
            box=(4, 8, 96, 92),
            rows=("10x 10x 10x 10x 10x", "10x 10x 10x 10x 10x", "10x 10x 10x 10x 10x", "10x 10x 10x 10x 10x"),
            prefix="L",
            least=2,
            capacity=200,
            number=1757,
        ),
    ),
    rules=(
        RuleData(
            title=Text("Early sitting", "الجلسة الأولى"), first="18:00", last="18:30", days=LATE_NIGHTS, price=180_00
        ),
        RuleData(
            title=Text("Late sitting", "الجلسة الثانية"), first="21:00", last="21:30", days=LATE_NIGHTS, price=220_00
        ),
    ),
    turns=((12, 150),),
    fields={
        "remaining_capacity_hide": True,
        "largest_combination": 1,
        "max_party": 10,
        "horizon_days": 45,
        "venue_details": {
            "availability_title": "Which evening?",
            "availability_subtitle": None,
            "availability_title_font_size": None,
            "availability_subtitle_font_size": None,
        },
    },
)
