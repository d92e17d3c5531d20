"""The makers: invented firms, each with a line about who they are."""

from uuid import UUID

from app.demo.data.kinds import MakerData, Text


def _maker(
    slug: str,
    name: tuple[str, str],
    about: tuple[str, str],
    mark: tuple[str, str],
    *,
    featured: bool = False,
    uuid: UUID | None = None,
) -> MakerData:
    return MakerData(
        slug=slug, name=Text(*name), about=Text(*about), palette=mark[0], emblem=mark[1], featured=featured, uuid=uuid
    )


MAKERS: dict[str, tuple[MakerData, ...]] = {
    "lagos": (
        _maker(
            "zuriva",
            ("Zuriva", "زوريفا"),
            (
                "Phones and tablets designed in Yaba and assembled in Lekki.",
                "هواتف وأجهزة لوحية صُممت في يابا وجُمعت في ليكي.",
            ),
            ("lagoon", "star"),
            featured=True,
            uuid=UUID("550e8400-e29b-41d4-a716-446655440001"),
        ),
        _maker(
            "okunda",
            ("Okunda Audio", "أوكوندا للصوتيات"),
            (
                "Sound engineers from Surulere who tune every model by ear.",
                "مهندسو صوت من سوروليري يضبطون كل طراز بالأذن.",
            ),
            ("onyx", "wave"),
        ),
        _maker(
            "mama-ireti",
            ("Mama Ireti", "ماما إيريتي"),
            ("Pantry goods from small farms in Ogun and Oyo states.", "مؤن من مزارع صغيرة في ولايتي أوغون وأويو."),
            ("forest", "grain"),
            featured=True,
        ),
        _maker(
            "kasuwa-north",
            ("Kasuwa North", "كاسوا الشمال"),
            (
                "Grains, nuts and spices bought at the Dawanau market in Kano.",
                "حبوب ومكسرات وتوابل تُشترى من سوق داواناو في كانو.",
            ),
            ("mustard", "sun"),
            featured=True,
        ),
        _maker(
            "zobo-house",
            ("Zobo House", "بيت الزوبو"),
            (
                "Hibiscus, malt and fruit drinks without artificial colour.",
                "مشروبات كركديه وشعير وفواكه بلا ألوان صناعية.",
            ),
            ("ruby", "flower"),
        ),
        _maker(
            "adunni",
            ("Adunni & Daughters", "أدوني وبناتها"),
            ("Three generations of dyers and tailors in Abeokuta.", "ثلاثة أجيال من الصبّاغات والخياطات في أبيوكوتا."),
            ("indigo", "khatam"),
            featured=True,
        ),
        _maker(
            "aro-leather",
            ("Aro Leather", "أرو للجلود"),
            (
                "Vegetable-tanned leather from Kano, cut and sewn in Ibadan.",
                "جلود كانو المدبوغة نباتيًا، تُقص وتُخاط في إبادان.",
            ),
            ("cocoa", "crown"),
        ),
        _maker(
            "safi-home",
            ("Safi Home", "صافي للمنزل"),
            ("Kitchen and household goods tested for uneven voltage.", "أدوات مطبخ ومنزل مختبرة على تذبذب الجهد."),
            ("ember", "drop"),
            featured=True,
        ),
        _maker(
            "ife-naturals",
            ("Ife Naturals", "إيفي الطبيعية"),
            (
                "Shea, black soap and plant oils from women's cooperatives in Osun.",
                "شيا وصابون أسود وزيوت نباتية من تعاونيات نسائية في أوسون.",
            ),
            ("leaf", "leaf"),
            featured=True,
        ),
        _maker(
            "kekere",
            ("Kekere", "كيكيري"),
            ("Soft things and sturdy toys for small people.", "أشياء ناعمة وألعاب متينة للصغار."),
            ("sky", "heart"),
        ),
        _maker(
            "ile-iwe",
            ("Ile Iwe Press", "دار إيلي إيوي"),
            (
                "Publishers and stationers on the Ring Road, Ibadan.",
                "ناشرون وباعة قرطاسية على الطريق الدائري في إبادان.",
            ),
            ("plum", "bean"),
        ),
        _maker(
            "sunfola",
            ("Sunfola Power", "سنفولا للطاقة"),
            (
                "Generators, panels and batteries with a workshop in every state capital.",
                "مولدات وألواح وبطاريات مع ورشة في عاصمة كل ولاية.",
            ),
            ("saffron", "bolt"),
            featured=True,
        ),
        _maker(
            "oja-crafts",
            ("Oja Crafts", "أوجا للحرف"),
            (
                "A fair-price guild of carvers, weavers and drummers.",
                "نقابة أسعار عادلة للنحاتين والنساجين وصانعي الطبول.",
            ),
            ("terracotta", "palm"),
            featured=True,
        ),
        _maker(
            "eagle-field",
            ("Eagle Field", "إيغل فيلد"),
            ("Sports goods for dusty pitches and small gyms.", "لوازم رياضية للملاعب الترابية والصالات الصغيرة."),
            ("ocean", "mountain"),
        ),
    ),
    "muscat": (
        _maker(
            "glen-corrie",
            ("Glen Corrie", "غلين كوري"),
            ("A Highland distillery that malts its own barley.", "مقطرة في المرتفعات الاسكتلندية تنبت شعيرها بنفسها."),
            ("amber", "mountain"),
            featured=True,
        ),
        _maker(
            "cala-verde",
            ("Cala Verde", "كالا فيردي"),
            ("Gin, rum and agave spirits from small copper stills.", "جن وروم ومشروبات أغاف من أنابيق نحاسية صغيرة."),
            ("lagoon", "wave"),
        ),
        _maker(
            "valmarin",
            ("Domaine Valmarin", "دومين فالماران"),
            ("A family estate of forty hectares in the Languedoc.", "ضيعة عائلية مساحتها أربعون هكتارًا في لانغدوك."),
            ("ruby", "sun"),
            featured=True,
        ),
        _maker(
            "lindener",
            ("Lindener Brauhaus", "ليندنر براوهاوس"),
            ("Brewers in Hanover, four ingredients and time.", "صانعو بيرة في هانوفر: أربعة مكونات ووقت كافٍ."),
            ("forest", "grain"),
        ),
        _maker(
            "laymoon",
            ("Laymoon", "ليمون"),
            ("Alcohol-free sparkling drinks from Omani fruit.", "مشروبات فوّارة خالية من الكحول من فواكه عُمانية."),
            ("lime", "leaf"),
        ),
        _maker(
            "dar-al-luban",
            ("Dar Al Luban", "دار اللبان"),
            ("Frankincense from the Dhofar plateau, distilled in Salalah.", "لبان من هضبة ظفار يُقطر في صلالة."),
            ("sand", "drop"),
            featured=True,
        ),
        _maker(
            "maison-orlene",
            ("Maison Orlène", "ميزون أورلين"),
            (
                "Perfumers in Grasse since the founder's first jasmine harvest.",
                "عطّارون في غراس منذ أول حصاد ياسمين للمؤسِّسة.",
            ),
            ("rose", "flower"),
        ),
        _maker(
            "praline-voss",
            ("Praline Voss", "برالين فوس"),
            ("Chocolatiers of Ghent with a taste for cardamom.", "صانعو شوكولاتة من غنت يعشقون الهيل."),
            ("cocoa", "heart"),
            featured=True,
        ),
        _maker(
            "bait-al-halwa",
            ("Bait Al Halwa", "بيت الحلوى"),
            ("Halwa stirred in copper for three hours, in Barka.", "حلوى تُحرك في النحاس ثلاث ساعات في بركاء."),
            ("saffron", "khatam"),
            featured=True,
        ),
        _maker(
            "nizwa-silver",
            ("Nizwa Silver Lane", "زقاق فضة نزوى"),
            ("Smiths and coffee-pot makers beside Nizwa fort.", "صاغة وصانعو دِلال بجوار قلعة نزوى."),
            ("silver", "crown"),
        ),
        _maker(
            "meridian",
            ("Meridian Travel", "ميريديان للسفر"),
            (
                "Cabin cases and in-flight comfort, repaired for ten years.",
                "حقائب سفر وراحة على متن الطائرة، مع إصلاح عشر سنوات.",
            ),
            ("ocean", "star"),
        ),
    ),
    "club": (
        _maker(
            "club-kitchen",
            ("Club Kitchen", "مطبخ النادي"),
            ("The pastry chefs and packers of the Dining Club.", "طهاة الحلويات ومجهزو السلال في نادي المائدة."),
            ("ruby", "star"),
            featured=True,
        ),
        _maker(
            "haraz-heights",
            ("Haraz Heights", "مرتفعات حراز"),
            ("Roasters of Yemeni and Ethiopian coffee in Al Quoz.", "محمصة بن يمني وإثيوبي في القوز."),
            ("cocoa", "bean"),
            featured=True,
        ),
        _maker(
            "nakhla",
            ("Nakhla", "نخلة"),
            ("Dates from Al Ain and Al Qassim, graded by hand.", "تمور من العين والقصيم تُفرز يدويًا."),
            ("forest", "palm"),
            featured=True,
        ),
        _maker(
            "creek-table",
            ("Creek Table", "مائدة الخور"),
            ("Potters and brass workers on the Dubai Creek.", "خزّافون ونحّاسون على خور دبي."),
            ("ocean", "dhow"),
        ),
    ),
    "other": (
        _maker(
            "other-trading-house",
            ("Other Trading House", "دار الأخرى للتجارة"),
            ("Household goods under the firm's own name.", "لوازم منزلية باسم الشركة نفسها."),
            ("slate", "star"),
            featured=True,
        ),
    ),
}
