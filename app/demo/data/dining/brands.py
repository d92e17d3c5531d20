"""The restaurant brands. Some colours cannot be read on one another on purpose: the pages must cope."""

from app.demo.data.dining.kinds import BrandData, Colours
from app.demo.data.kinds import Text

BRANDS: tuple[BrandData, ...] = (
    BrandData(
        number=1,
        slug="bahr",
        code="BHR01001",
        name=Text("Bahr", "بحر"),
        about=Text(
            "The morning's catch from the Mutrah quay, grilled over lime wood and eaten with your hands if you like."
            " Kingfish, lobster from Masirah, and a pot of rice for the table.",
            "صيد الصباح من رصيف مطرح، يُشوى على حطب الليمون ويؤكل باليد لمن شاء. كنعد وشارخة من مصيرة وقدر أرز يتوسط المائدة.",
        ),
        cuisine=Text("Omani seafood", "مأكولات بحرية عُمانية"),
        colours=Colours("#0b4f6c", "#f4f9f9", "#083a50", "#ff7f51"),
        country="OMN",
        social=("https://www.instagram.com/bahr.example/",),
        provider="GEIDEA",
        whatsapp=True,
    ),
    BrandData(
        number=2,
        slug="parkside",
        code="PKR02501",
        name=Text("Parkside", "باركسايد"),
        about=Text(
            "An all-day garden kitchen under the ghaf trees: sourdough at eight, charcoal chicken at two,"
            " and a long table for whoever turns up at nine.",
            "مطبخ حديقة طوال اليوم تحت أشجار الغاف: خبز مخمّر في الثامنة، ودجاج على الفحم في الثانية، ومائدة طويلة لمن يحلّ ضيفًا في التاسعة.",
        ),
        cuisine=Text("Garden grill", "مشاوي الحديقة"),
        colours=Colours("#ffffff", "#000000", "#000000", "#2b7a4d"),
        country="KSA",
        social=("https://www.instagram.com/parkside.example/", "https://www.tiktok.com/@parkside.example"),
        whatsapp=True,
    ),
    BrandData(
        number=3,
        slug="saffron",
        code="SFH03001",
        name=Text("Saffron House", "بيت الزعفران"),
        about=Text(
            "A Gulf merchant's house, three courtyards deep. Lamb that has been in the tannour since noon, saffron in"
            " everything it suits, and coffee poured until you shake the cup.",
            "بيت تاجر خليجي بثلاثة أفنية. لحم في التنور منذ الظهيرة، وزعفران حيث يليق، وقهوة تُصبّ حتى تهزّ الفنجان.",
        ),
        cuisine=Text("Emirati and Persian", "إماراتي وفارسي"),
        # White letters on saffron: too faint to read, as chosen.
        colours=Colours("#f0a30a", "#ffffff", "#c97f00", "#6b0f1a"),
        country="UAE",
        social=("https://www.instagram.com/saffronhouse.example/",),
        provider="GEIDEA",
        whatsapp=True,
    ),
    BrandData(
        number=4,
        slug="afterdark",
        code="PAK2001",
        name=Text("Parkside After Dark", "باركسايد بعد الغروب"),
        about=Text(
            "What happens to a park when the lanterns are lit: long tables on the lawn, one menu, one evening, music"
            " until the dew falls.",
            "ما يحدث للحديقة حين تُضاء الفوانيس: موائد طويلة على العشب، قائمة واحدة وأمسية واحدة وموسيقى حتى ينزل الندى.",
        ),
        cuisine=Text("Open-air dinners", "أمسيات في الهواء الطلق"),
        colours=Colours("#1d1b38", "#f5e9d4", "#322e5e", "#f2b84b"),
        country="UAE",
    ),
    BrandData(
        number=5,
        slug="loulou",
        code="LOU05001",
        name=Text("Loulou", "لولو"),
        about=Text(
            "Brunch by the bay, named after the pearls it once was known for. Rose-petal pancakes, shakshuka in a pan"
            " too hot to touch, and a window table for every pram.",
            "فطور متأخر على الخليج، يحمل اسم لؤلؤه القديم. فطائر بماء الورد وشكشوكة في مقلاة لا تُلمس، ومكان عند النافذة لكل عربة أطفال.",
        ),
        cuisine=Text("Brunch and patisserie", "فطور متأخر وحلويات"),
        # White on pink, hover paler still.
        colours=Colours("#f49fb6", "#ffffff", "#fbd3dd", "#7a3b69"),
        country="BHD",
        social=("https://www.instagram.com/loulou.example/", "https://www.tiktok.com/@loulou.example"),
    ),
    BrandData(
        number=6,
        slug="alder",
        code="ALD06001",
        name=Text("Alder & Rye", "ألدر آند راي"),
        about=Text(
            "A fire, a bread oven and forty seats. Dry-aged beef over alder, rye with cultured butter, and a short"
            " menu that changes when the van arrives.",
            "نار وفرن خبز وأربعون كرسيًا. لحم معتّق على خشب الألدر، وخبز جاودار بزبدة مخمّرة، وقائمة قصيرة تتغير مع وصول الشاحنة.",
        ),
        cuisine=Text("Fire and bread", "نار وخبز"),
        colours=Colours("#2e2a25", "#efe6d8", "#4a4239", "#c8553d"),
        country="GBR",
        social=("https://www.instagram.com/alderandrye.example/",),
    ),
    BrandData(
        number=7,
        slug="ada",
        code="ADA07001",
        name=Text("Ada’s Table", "مائدة آدا"),
        about=Text(
            "Sunday rice on every day of the week, from a family that trades in baskets and soap as well.",
            "أرز يوم الأحد في كل أيام الأسبوع، من عائلة تبيع السلال والصابون أيضًا.",
        ),
        cuisine=Text("Nigerian home cooking", "مطبخ نيجيري بيتي"),
        colours=Colours("#5a2a83", "#ffffff", "#3e1c5c", "#f6ae2d"),
        country="GBR",
        business="Other Trading",
    ),
)
