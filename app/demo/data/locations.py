"""Where orders are picked up."""

from uuid import UUID

from app.demo.data.kinds import LocationData, Text

NIGERIA = Text("Nigeria", "نيجيريا")
OMAN = Text("Oman", "سلطنة عُمان")
EMIRATES = Text("United Arab Emirates", "الإمارات العربية المتحدة")
LAGOS = Text("Lagos", "لاغوس")
ABUJA = Text("Abuja", "أبوجا")
PORT_HARCOURT = Text("Port Harcourt", "بورت هاركورت")
KANO = Text("Kano", "كانو")
MUSCAT = Text("Muscat", "مسقط")
DUBAI = Text("Dubai", "دبي")

_SHOP_HOURS = Text(
    "Monday to Saturday 9:00–20:00, Sunday 12:00–18:00", "الاثنين إلى السبت 9:00–20:00، الأحد 12:00–18:00"
)
_MALL_HOURS = Text("Every day 10:00–21:00", "كل يوم 10:00–21:00")
_NORTH_HOURS = Text(
    "Saturday to Thursday 9:00–19:00, Friday 15:00–19:00", "السبت إلى الخميس 9:00–19:00، الجمعة 15:00–19:00"
)
_AROUND_THE_CLOCK = Text("Open around the clock", "مفتوح على مدار الساعة")

LOCATIONS: dict[str, tuple[LocationData, ...]] = {
    "lagos": (
        LocationData(
            slug="lagos-main",
            uuid=UUID("770e8400-e29b-41d4-a716-446655440000"),
            name=Text("Lagos Main Store", "متجر لاغوس الرئيسي"),
            address=Text("123 Main Street, Lagos", "123 الشارع الرئيسي، لاغوس"),
            state=LAGOS,
            country=NIGERIA,
            hours=_SHOP_HOURS,
            phone="+2342013300101",
        ),
        LocationData(
            slug="ikeja",
            name=Text("Ikeja Counter", "نقطة إيكيجا"),
            address=Text("14 Allen Avenue, Ikeja, Lagos", "14 جادة ألين، إيكيجا، لاغوس"),
            state=LAGOS,
            country=NIGERIA,
            hours=_MALL_HOURS,
            phone="+2342013300102",
        ),
        LocationData(
            slug="lekki",
            name=Text("Lekki Drive-through", "استلام ليكي من السيارة"),
            address=Text("7 Admiralty Way, Lekki Phase 1, Lagos", "7 طريق أدميرالتي، ليكي المرحلة الأولى، لاغوس"),
            state=LAGOS,
            country=NIGERIA,
            hours=_MALL_HOURS,
            phone="+2342013300103",
        ),
        LocationData(
            slug="yaba",
            name=Text("Yaba Market Hall", "قاعة سوق يابا"),
            address=Text("31 Herbert Macaulay Way, Yaba, Lagos", "31 طريق هربرت ماكولي، يابا، لاغوس"),
            state=LAGOS,
            country=NIGERIA,
            hours=_SHOP_HOURS,
            phone="+2342013300104",
        ),
        LocationData(
            slug="wuse",
            name=Text("Abuja Wuse Store", "متجر أبوجا – ووسي"),
            address=Text("22 Aminu Kano Crescent, Wuse 2, Abuja", "22 هلال أمينو كانو، ووسي 2، أبوجا"),
            state=ABUJA,
            country=NIGERIA,
            hours=_SHOP_HOURS,
            phone="+2342093300201",
        ),
        LocationData(
            slug="garki",
            name=Text("Abuja Garki Counter", "نقطة أبوجا – غاركي"),
            address=Text("5 Moshood Abiola Way, Garki, Abuja", "5 طريق موشود أبيولا، غاركي، أبوجا"),
            state=ABUJA,
            country=NIGERIA,
            hours=_MALL_HOURS,
            phone="+2342093300202",
        ),
        LocationData(
            slug="port-harcourt",
            name=Text("Port Harcourt Store", "متجر بورت هاركورت"),
            address=Text("48 Aba Road, Port Harcourt", "48 طريق آبا، بورت هاركورت"),
            state=PORT_HARCOURT,
            country=NIGERIA,
            hours=_SHOP_HOURS,
            phone="+2342084330031",
        ),
        LocationData(
            slug="kano",
            name=Text("Kano Sabon Gari Store", "متجر كانو – سابون غاري"),
            address=Text("9 Murtala Muhammed Way, Sabon Gari, Kano", "9 طريق مرتلا محمد، سابون غاري، كانو"),
            state=KANO,
            country=NIGERIA,
            hours=_NORTH_HOURS,
            phone="+2342064330041",
        ),
    ),
    "muscat": (
        LocationData(
            slug="departures",
            name=Text("Departures, after security", "المغادرون، بعد التفتيش الأمني"),
            address=Text(
                "Muscat International Airport, departures hall, beside gate B4",
                "مطار مسقط الدولي، صالة المغادرين، بجوار البوابة B4",
            ),
            state=MUSCAT,
            country=OMAN,
            hours=_AROUND_THE_CLOCK,
            phone="+96824510201",
        ),
        LocationData(
            slug="arrivals",
            name=Text("Arrivals, baggage hall", "القادمون، صالة الأمتعة"),
            address=Text(
                "Muscat International Airport, arrivals, between belts 3 and 4",
                "مطار مسقط الدولي، صالة القادمين، بين سيري الأمتعة 3 و4",
            ),
            state=MUSCAT,
            country=OMAN,
            hours=_AROUND_THE_CLOCK,
            phone="+96824510202",
        ),
    ),
    "club": (
        LocationData(
            slug="jumeirah",
            name=Text("Club House Jumeirah", "بيت النادي – جميرا"),
            address=Text("Villa 12, Jumeirah Beach Road, Dubai", "فيلا 12، شارع شاطئ جميرا، دبي"),
            state=DUBAI,
            country=EMIRATES,
            hours=_MALL_HOURS,
            phone="+97143210501",
        ),
        LocationData(
            slug="downtown",
            name=Text("Downtown Kitchen", "مطبخ وسط المدينة"),
            address=Text("Burj Plaza 3, Downtown Dubai", "برج بلازا 3، وسط مدينة دبي"),
            state=DUBAI,
            country=EMIRATES,
            hours=_MALL_HOURS,
            phone="+97143210502",
        ),
    ),
    "other": (
        LocationData(
            slug="other-depot",
            name=Text("Apapa Depot", "مستودع أبابا"),
            address=Text("2 Wharf Road, Apapa, Lagos", "2 طريق الرصيف، أبابا، لاغوس"),
            state=LAGOS,
            country=NIGERIA,
            hours=_SHOP_HOURS,
            phone="+2342013300901",
        ),
    ),
}
