"""Who books tables: people known by a number only, and what they ask for."""

from typing import NamedTuple

from app.demo.data.kinds import Text


class GuestData(NamedTuple):
    """A guest; the country decides the number."""

    first: Text
    last: Text
    country: str
    locale: str = "en"
    has_email: bool = True

    @property
    def email(self) -> str | None:
        """Return an address that reaches nobody."""
        name = f"{self.first.en}.{self.last.en}".lower().replace(" ", "").replace("’", "").replace("-", "")
        return f"{name}@example.com" if self.has_email else None


# What a mobile number begins with, and how many digits follow.
MOBILES: dict[str, tuple[str, int]] = {
    "UAE": ("+97155", 7),
    "KSA": ("+96655", 7),
    "OMN": ("+96892", 6),
    "BHD": ("+97336", 6),
    "KWT": ("+96550", 6),
    "GBR": ("+447400", 6),
}

GUESTS: tuple[GuestData, ...] = (
    GuestData(Text("Khalid", "خالد"), Text("Al Mansoori", "المنصوري"), "UAE", "ar"),
    GuestData(Text("Noura", "نورة"), Text("Al Ketbi", "الكتبي"), "UAE", "ar"),
    GuestData(Text("Priya", "بريا"), Text("Raman", "رامان"), "UAE"),
    GuestData(Text("Hessa", "حصة"), Text("Al Falasi", "الفلاسي"), "UAE", "ar", has_email=False),
    GuestData(Text("Marco", "ماركو"), Text("Bellini", "بيليني"), "UAE"),
    GuestData(Text("Yousef", "يوسف"), Text("Haddad", "حداد"), "UAE", "ar"),
    GuestData(Text("Anna", "آنا"), Text("Lindqvist", "ليندكفيست"), "UAE"),
    GuestData(Text("Rashid", "راشد"), Text("Bin Sulayem", "بن سليم"), "UAE", "ar"),
    GuestData(Text("Grace", "غريس"), Text("Adeyemi", "أديمي"), "UAE"),
    GuestData(Text("Layla", "ليلى"), Text("Nasser", "ناصر"), "UAE", "ar"),
    GuestData(Text("Tom", "توم"), Text("Whitfield", "ويتفيلد"), "UAE", has_email=False),
    GuestData(Text("Sana", "سنا"), Text("Qureshi", "قريشي"), "UAE"),
    GuestData(Text("Faisal", "فيصل"), Text("Al Otaibi", "العتيبي"), "KSA", "ar"),
    GuestData(Text("Reem", "ريم"), Text("Al Harbi", "الحربي"), "KSA", "ar"),
    GuestData(Text("Abdulaziz", "عبدالعزيز"), Text("Al Ghamdi", "الغامدي"), "KSA", "ar", has_email=False),
    GuestData(Text("Lama", "لمى"), Text("Al Dossari", "الدوسري"), "KSA", "ar"),
    GuestData(Text("Nawaf", "نواف"), Text("Al Shehri", "الشهري"), "KSA", "ar"),
    GuestData(Text("Joud", "جود"), Text("Al Zahrani", "الزهراني"), "KSA", "ar"),
    GuestData(Text("Omar", "عمر"), Text("Bakri", "بكري"), "KSA"),
    GuestData(Text("Caroline", "كارولين"), Text("Meyer", "ماير"), "KSA"),
    GuestData(Text("Said", "سعيد"), Text("Al Balushi", "البلوشي"), "OMN", "ar"),
    GuestData(Text("Muna", "منى"), Text("Al Lawati", "اللواتي"), "OMN", "ar"),
    GuestData(Text("Hilal", "هلال"), Text("Al Busaidi", "البوسعيدي"), "OMN", "ar", has_email=False),
    GuestData(Text("Ruqaya", "رقية"), Text("Al Hinai", "الهنائي"), "OMN", "ar"),
    GuestData(Text("Pieter", "بيتر"), Text("de Vries", "دي فريس"), "OMN"),
    GuestData(Text("Ameera", "أميرة"), Text("Al Khalifa", "آل خليفة"), "BHD", "ar"),
    GuestData(Text("Husain", "حسين"), Text("Al Sayed", "السيد"), "BHD", "ar"),
    GuestData(Text("Zainab", "زينب"), Text("Matar", "مطر"), "BHD", "ar", has_email=False),
    GuestData(Text("Daniel", "دانيال"), Text("Okoro", "أوكورو"), "BHD"),
    GuestData(Text("Fatima", "فاطمة"), Text("Janahi", "جناحي"), "BHD", "ar"),
    GuestData(Text("Dalal", "دلال"), Text("Al Sabah", "الصباح"), "KWT", "ar"),
    GuestData(Text("Bader", "بدر"), Text("Al Mutairi", "المطيري"), "KWT", "ar"),
    GuestData(Text("Shaikha", "شيخة"), Text("Al Roumi", "الرومي"), "KWT", "ar"),
    GuestData(Text("Imogen", "إيموجن"), Text("Clarke", "كلارك"), "GBR"),
    GuestData(Text("Rhys", "ريس"), Text("Morgan", "مورغان"), "GBR"),
    GuestData(Text("Aoife", "إيفا"), Text("O’Brien", "أوبراين"), "GBR"),
    GuestData(Text("Kwame", "كوامي"), Text("Mensah", "مينساه"), "GBR"),
    GuestData(Text("Harriet", "هارييت"), Text("Stone", "ستون"), "GBR", has_email=False),
    GuestData(Text("Dev", "ديف"), Text("Patel", "باتيل"), "GBR"),
    GuestData(Text("Nadia", "نادية"), Text("Rahman", "رحمن"), "GBR"),
)

REQUESTS: tuple[Text, ...] = (
    Text("A quiet table, please: my father is hard of hearing.", "طاولة هادئة من فضلكم، فسمع والدي ضعيف."),
    Text("We are bringing a cake. Is there a fridge?", "سنحضر كعكة معنا، هل لديكم ثلاجة؟"),
    Text("Space for a pram beside the table.", "نحتاج مكانًا لعربة طفل بجانب الطاولة."),
    Text("Step-free way in, one of us uses a wheelchair.", "مدخل بلا درجات، فأحدنا يستخدم كرسيًا متحركًا."),
    Text("By the window, if it can be done.", "بجانب النافذة إن أمكن."),
    Text("We may be ten minutes late, coming from the airport.", "قد نتأخر عشر دقائق، نحن قادمون من المطار."),
    Text("It is a surprise: please do not call this number.", "إنها مفاجأة، من فضلكم لا تتصلوا بهذا الرقم."),
    Text("Could we sit outside, away from the smokers?", "هل يمكننا الجلوس في الخارج بعيدًا عن المدخنين؟"),
    Text("Two of us will join for dessert only.", "سينضم إلينا اثنان وقت الحلوى فقط."),
    Text("The same table as last time, by the lemon tree.", "الطاولة نفسها كالمرة السابقة، عند شجرة الليمون."),
)

NOTES: tuple[str, ...] = (
    "Regular. Sparkling water without asking.",
    "Left a scarf last time, it is in the cloakroom.",
    "Prefers Hana’s section.",
    "Waited twenty minutes in May: dessert on the house.",
    "Writes about food. Seat well, say nothing.",
    "Allergy card kept in the kitchen folder.",
)

WAITING_NOTES: tuple[Text, ...] = (
    Text("Window seat preferred", "نفضّل الجلوس عند النافذة"),
    Text("Anywhere outside", "أي مكان في الخارج"),
    Text("Can come within ten minutes", "نصل خلال عشر دقائق"),
    Text("High chair needed", "نحتاج كرسي أطفال"),
)
