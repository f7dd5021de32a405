"""The words by which the French and Arabic press dates a count, each with its sort; `dates` is their grammar.

Words are in the form of `fold`. A phrase stands between commas; «=» gives all of its entry a value.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from .locale import month_spellings

FOLDED = str.maketrans("àâäáçéèêëîïíôöóùûüúÿñأإٱآىة", "aaaaceeeeiiiooouuuuynااااي\u0647")
# What Arabic glues to a word, the longest first.
GLUED = ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "وب", "ول", "وف", "و", "ف", "ب", "ل", "ك")
DATE = r"[0-9]{4}(?P<sign>[/-])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9])|[0-9]{1,2}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)[0-9]{4}(?![0-9])"
TOKEN = re.compile(rf"{DATE}|[0-9]+(?:[.,٬'][0-9]+)*|[^\W\d_]+'?|[^\w\s]")
ARABIC = re.compile("[\u0621-\u064a]+")


class Sort(StrEnum):
    """What a word does in an expression of a date."""

    LIGHT = "light"  # articles, prepositions: never an end of a clause, nor a date
    MONTH = "month"
    HIJRI = "hijri"
    YEAR_WORD = "year-word"
    YEARS_WORD = "years-word"
    MONTH_WORD = "month-word"
    MONTHS_WORD = "months-word"
    QUARTER = "quarter"
    SEASON = "season"
    WEEK = "week"
    PART = "part"  # a feast, a night, a harvest: less than a year, of unknown days
    ORDINAL = "ordinal"
    CARDINAL = "cardinal"
    START = "start"
    MIDDLE = "middle"
    END = "end"
    FROM = "from"
    TO = "to"
    AND = "and"
    SINCE = "since"
    UNTIL = "until"
    NOW = "now"
    THIS = "this"
    CURRENT = "current"
    LAST = "last"
    BEFORE_LAST = "before-last"
    PREVIOUS = "previous"
    NEXT = "next"
    SAME = "same"
    PERIOD_WORD = "period-word"
    DAY_AGO = "day-ago"
    DAY_WORD = "day-word"
    WEEKDAY = "weekday"
    DURING = "during"
    ENDING = "ending"
    BALANCE = "balance"
    COMPARED = "compared"
    AGAINST = "against"
    CHANGE = "change"
    THAN = "than"
    MORE = "more"
    EXCEPT = "except"
    BEFORE_AFTER = "before-after"
    PLANNED = "planned"
    PARTICIPLE = "participle"
    OWNER = "owner"
    ADJECTIVE = "adjective"
    SPEECH = "speech"
    FORTNIGHT = "fortnight"
    RESPECTIVELY = "respectively"


WORDS: Mapping[Sort, str] = MappingProxyType({
    Sort.LIGHT: (
        "le, la, les, l', un, une, des, d', de, du, en, a, au, aux, ce mois de, dans, sur, pour, qui, celui, celle, ceux, celles, cours, "
        "titre, ال, ل, ب, من, في, عن, مع, ما, خاصه, الى, بل, ه, م, ميلاديه"
    ),
    Sort.DURING: (
        "durant, pendant, au cours, au cours de, au titre de, au titre, courant, tout au long de, tout au long, sur l'ensemble de, l'ensemble de, "
        "lors de, خلال, برسم, اثناء, طيله, طوال, علي مدي, علي امتداد, عبر, ضمن, في غضون, في سياق"
    ),
    Sort.HIJRI: (
        "ramadan, mois sacre, chaabane, رمضان, محرم, صفر, ربيع الاول, ربيع الثاني, ربيع الاخر, جمادي الاولي, جمادي الاخره, جمادي الثانيه, "
        "رجب, شعبان, شوال, ذي القعده, ذو القعده, ذي الحجه, ذو الحجه"
    ),
    Sort.YEAR_WORD: "annee, an, exercice, annee civile, exercice budgetaire, exercice fiscal, annee budgetaire, annee fiscale, millesime, سنه, عام, سنه الماليه, عام المالي, سنه ماليه, موسم, حول",
    Sort.YEARS_WORD: "annees, ans, exercices, سنوات, اعوام, سنتي, سنتين, عامي, عامين, سنين",
    Sort.MONTH_WORD: "mois, شهر",
    Sort.MONTHS_WORD: "اشهر, شهور, شهرا, شهرين",
    Sort.QUARTER: (
        "trimestre, trimestres, quart, ربع, فصل, ثلاثي, ثلاثيه, اثلوث =3; semestre, semestres, moitie, نصف, اسدس, سداسي, سداسيه, شطر =6; "
        "tiers, quadrimestre, ثلث =4"
    ),
    Sort.SEASON: (
        "printemps, saison printaniere, ربيع, فصل الربيع =3; ete, saison estivale, صيف, فصل الصيف, موسم الصيف =6; automne, خريف, فصل الخريف =9; "
        "hiver, saison hivernale, شتاء, فصل الشتاء =12"
    ),
    Sort.WEEK: "semaine, اسبوع",
    Sort.PART: (
        "نهايه الاسبوع الماضي, نهايه الاسبوع, fin de semaine, annee scolaire, annee universitaire, annee academique, عام الدراسي, سنه الدراسيه, عام الجامعي, سنه الجامعيه, عام دراسي, موسم الدراسي, موسم الجامعي, موسم الصيفي, nuit, nuits, journee, week-end, weekend, campagne, vacances, rentree, saison, session, mi-temps, noel, paques, aid, tabaski, achoura, "
        "mouloud, ليله, عطله, عيد, دوره, اسابيع, حمله, راس السنه, راس سنه, موسم الفلاحي, موسم الدراسي, عاشوراء, عيد الاضحي, "
        "عيد الفطر, مولد النبوي, يوم واحد, semaines, jours, ايام, chaque annee, chaque mois, chaque jour, chaque semaine, par an, par mois, "
        "par jour, par semaine, كل سنه, كل عام, كل شهر, كل يوم, سنويا, شهريا, يوميا"
    ),
    Sort.ORDINAL: (
        "premier, premiere, premiers, premieres, 1er, 1ere, 1re, اول, اولي, اولين, اوائل, اوليين =1; deuxieme, second, seconde, 2e, 2eme, 2nd, ثاني, ثانيه =2; "
        "troisieme, 3e, 3eme, ثالث, ثالثه =3; quatrieme, 4e, 4eme, رابع, رابعه =4; cinquieme, خامس, خامسه =5; سادس, سادسه =6; سابع, سابعه =7; ثامن, ثامنه =8; "
        "تاسع, تاسعه =9; عاشر, عاشره =10; حادي عشر =11; ثاني عشر =12; ثالث عشر =13; رابع عشر =14; خامس عشر =15; سادس عشر =16; سابع عشر =17; "
        "ثامن عشر =18; تاسع عشر =19; عشرين =20; حادي والعشرين =21; ثاني والعشرين =22; ثالث والعشرين =23; رابع والعشرين =24; "
        "خامس والعشرين =25; سادس والعشرين =26; سابع والعشرين =27; ثامن والعشرين =28; تاسع والعشرين =29; ثلاثين =30; حادي والثلاثين =31; "
        "فاتح =1; derniers, dernieres, اخير, اخيره =-1"
    ),
    Sort.CARDINAL: (
        "deux, شهرين, سنتين, عامين =2; trois, ثلاث, ثلاثه =3; quatre, اربع, اربعه =4; cinq, خمس, خمسه =5; six, ست, سته =6; sept, سبع, سبعه =7; "
        "huit, ثماني, ثمانيه, ثمان =8; neuf, تسع, تسعه =9; dix, عشر, عشره =10; onze, احد عشر, احدي عشر, احدي عشره =11; douze, اثنا عشر, اثني عشر =12"
    ),
    Sort.START: "debut, commencement, aube, بدايه, مطلع, مستهل, اوائل, فاتح, حلول",
    Sort.MIDDLE: "mi, milieu, منتصف, اواسط, وسط, اواخر, courant du mois de",
    Sort.END: "fin, cloture, متم, نهايه, ختام, موفي, اخر, منسلخ",
    Sort.FROM: "entre, بين, ما بين, مابين, فتره الممتده من, فتره الممتده بين, فتره ما بين, periode allant de, allant de, periode allant du, allant du, متراوحه بين, ممتده من, ممتده بين",
    Sort.TO: "الي, وحتي",
    Sort.AND: "et, و, et les, puis, ainsi que",
    Sort.SINCE: "depuis, a compter de, a compter du, a compter d', a partir de, a partir du, a partir d', a dater de, a dater du, منذ, مند, ابتداء من, انطلاقا من, اعتبارا من, بدءا من, بدايه من",
    Sort.UNTIL: (
        "jusqu'a, jusqu'au, jusqu'en, jusqu'aux, jusqu'a la, jusqu'a l', jusque, arrete au, arretee au, arretes au, arretees au, a la date du, a l'issue de, a l'issue du, "
        "au terme de, au terme du, a l'expiration du, حتي, الي حدود, الي غايه, لغايه, لحدود, حدود, غايه, الي حد, عند, مع حلول, بتاريخ متم"
    ),
    Sort.NOW: (
        "a ce jour, a date, a cette date, jusqu'a present, jusqu'ici, jusqu'a aujourd'hui, a l'heure actuelle, jusqu'a maintenant, حتي الان, الي حدود الان, حدود الان, الي حدود الساعه, "
        "حدود الساعه, الي حدود اليوم, حدود اليوم, الي يومنا هذا, لحد الساعه, الي الان, لحد الان, حتي اليوم, الي اليوم, حتي تاريخه, حتي كتابه هذه الاسطر"
    ),
    Sort.THIS: "cette, ce, cet, ces, هذه, هذا, هاته",
    Sort.CURRENT: "en cours, courante, presente, present, actuelle, actuel, جاري, جاريه, حالي, حاليه",
    Sort.LAST: (
        "dernier, derniere, passe, passee, ecoule, ecoulee, ecoules, ecoulees, passes, passees, ماضي, ماضيه, فارط, فارطه, منصرم, منصرمه, منقضي, منقضيه, فائت, فائته, منفرط"
    ),
    Sort.BEFORE_LAST: "قبل الماضي, قبل الماضيه, قبل المنصرم, قبل المنصرمه",
    Sort.PREVIOUS: "precedente, precedent, d'avant, plus tot, auparavant, سابق, سابقه, التي سبقتها, الذي سبقه, التي قبلها, الذي قبله, سلف",
    Sort.NEXT: "prochain, prochaine, suivante, suivant, a venir, مقبل, مقبله, قادم, قادمه, موالي, مواليه",
    Sort.SAME: "meme, memes, نفس, ذات, نفسه, نفسها, ذاته, ذاتها, عينه, عينها",
    Sort.PERIOD_WORD: "periode, periode correspondante, فتره, مده",
    Sort.DAY_AGO: "aujourd'hui =0; hier, امس, البارحه =1; avant-hier, اول امس, امس الاول =2",
    Sort.DAY_WORD: "jour, jours, يوم, ايام",
    Sort.WEEKDAY: (
        "lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, اثنين, الاثنين, ثلاثاء, اربعاء, خميس, جمعه, سبت, احد, يوم الاحد, يوم الاثنين, يوم الثلاثاء, يوم الاربعاء, يوم الخميس, يوم الجمعه, يوم السبت, soir, matin"
    ),
    Sort.ENDING: "terminee, achevee, close, clos, منتهيه, منتهي, اختتمت",
    Sort.BALANCE: "bilan, حصيله, statistiques, chiffres, احصاءات, احصائيات, معطيات, ارقام",
    Sort.COMPARED: (
        "le double de, le double du, le triple de, ضعف العدد, ضعف ما, ضعفي, كما كان, نظيره, نظيرتها, المسجل في سنه, comme en, par rapport, rapport a, comparaison, comparativement, compare, comparee, compares, comparees, relativement a, versus, vs, plutot que, au lieu de, regard de, "
        "مقارنه, قياسا, خلافا, علي عكس, بدل, عوض, علي اساس, عما كان, عما سجل, مما سجل, مما كان"
    ),
    Sort.AGAINST: "contre, face a, après, apres, مقابل, بعد, ضد",
    Sort.CHANGE: "hausse, baisse, augmentation, recul, progression, diminution, زياده, ارتفاع, انخفاض, تراجع, بزياده, بارتفاع, نمو, ضعف",
    Sort.THAN: "que, qu', ان, بان",
    Sort.MORE: "plus, moins, davantage, autant, superieur, superieure, inferieur, inferieure, elevé, eleve, elevee, اكثر, اقل, اعلي, ادني, افضل",
    Sort.EXCEPT: "hors, sauf, excepte, hormis, exception, exclusion, non, ni, sans, ne, exclu, باستثناء, ما عدا, عدا, ماعدا, خارج, دون, ليس, ليست, لا, غير, سوي",
    Sort.BEFORE_AFTER: "lendemain, veille, suite a, suite aux, غداه, عشيه, منذ احداث, اثر, avant, anterieur, anterieure, posterieur, posterieure, après, apres, des avant, قبل, بعد, قبيل, عقب",
    Sort.PLANNED: (
        "sera, seront, aura lieu, devra, devront, va etre, vont etre, سيتم, ستتم, سيبلغ, ستبلغ, سيصل, ستصل, سيكون, ستكون, سيجري, ستجري, سيشهد, ستشهد, d'ici, ici a, horizon, prevu, prevue, prevus, prevues, prevoit, prevoient, prevoyait, vise, visent, ambitionne, objectif, projette, compte atteindre, programme pour, attendu, attendue, "
        "attendus, attendues, prevision, previsions, envisage, souhaite, devrait, devraient, بحلول, افق, مرتقب, مرتقبه, مقرر, مقرره, متوقع, متوقعه, منتظر, منتظره, يتوقع, تتوقع, يرتقب, ترتقب, يعتزم, تعتزم, مزمع, "
        "يستهدف, تستهدف, يهدف, تهدف, يطمح, تطمح, ستبلغ, سيبلغ, من شانه, تخطط, يخطط, هدف"
    ),
    Sort.PARTICIPLE: (
        "ne en, nee en, nes en, nees en, ne le, nee le, adopte, adoptee, adoptes, adoptees, publie, publiee, publies, publiees, condamne, condamnee, condamnes, cree, creee, crees, fonde, fondee, signe, signee, "
        "signes, signees, promulgue, promulguee, inaugure, inauguree, ratifie, ratifiee, elu, elue, elus, date, datee, paru, parue, vote, votee, lance, lancee, conclu, conclue, edite, instaure, "
        "instauree, entre en vigueur, entree en vigueur, organise, organisee, revise, revisee, amende, amendee, ne, remontant a, "
        "ولد, ولدت, مولود, مواليد, منشور, منشوره, صادر, صادره, صدر, صدرت, معتمد, معتمده, مصادق عليه, مصادق عليها, موقع, موقعه, تاسس, تاسست, انشئ, انشئت, مؤرخ, "
        "مؤرخه, وقع, وقعت, انتخب, انتخبت, حكم عليه, ادين, دخل حيز التنفيذ, دخلت حيز التنفيذ, مبرم, مبرمه, تعود الي, يعود الي, منعقد, منعقده, احدثت, احدث, مراجع, معدل, معدله, اطلق عام, اطلقت عام"
    ),
    Sort.OWNER: (
        "تقريره, تقريرها, ميزانيته, ميزانيتها, مخططه, مخططها, recommandation, reglement, directive, note, etude, barometre, دراسه, توصيه, ميزانيات, قوانين, loi, loi de finances, projet de loi de finances, plf, lf, dahir, decret, arrete, circulaire, constitution, convention, accord, accords, traite, pacte, protocole, plan, programme, strategie, vision, agenda, budget, "
        "recensement, coupe, mondial, can, expo, jeux, jo, edition, rapport, elections, crise, seisme, guerre, rgph, championnat, promotion, feuille de route, enquete, code, conference, sommet, agreement, "
        "قانون, قانون الماليه, مشروع قانون الماليه, ظهير, مرسوم, دستور, اتفاقيه, اتفاق, معاهده, ميثاق, بروتوكول, مخطط, خطه, برنامج, استراتيجيه, رؤيه, اجنده, ميزانيه, احصاء, كاس, مونديال, نسخه, تقرير, "
        "انتخابات, ازمه, زلزال, حرب, مؤتمر, قمه, بطوله, خارطه الطريق, مدونه, اكسبو, العاب"
    ),
    Sort.ADJECTIVE: (
        "annuel, annuelle, national, nationale, quinquennal, general, generale, initiale, rectificative, organique, financier, securitaire, d'action, strategique, directeur, "
        "سنوي, سنويه, وطني, وطنيه, عام للسكان, عام للسكان والسكني, ماليه, عامه, خماسي, عالم, للعالم, افريقيا, امم, الافريقيه, مغربي, اوروبي, حكومي, عملي, رباعي, du monde, d'afrique, des nations, n°"
    ),
    Sort.FORTNIGHT: "quinzaine",
    Sort.RESPECTIVELY: "respectivement, علي التوالي, تباعا",
    Sort.SPEECH: (
        "annonce, indique, declare, precise, affirme, souligne, communique, rapporte, dit, revele, ajoute, publie le, confie, "
        "اعلن, اعلنت, افاد, افادت, صرح, صرحت, اكد, اكدت, كشف, كشفت, بلاغ, بيان, قال, قالت, ذكر, ذكرت, اوضح, اوضحت, اورد, اوردت"
    ),
})  # fmt: skip


def fold(word: str) -> str:
    """Return a normalised word as the lists have it: small, without accents, one seat of hamza; its length is kept."""
    return word.lower().translate(FOLDED)


@cache
def entries() -> Mapping[str, Mapping[tuple[str, ...], Mapping[Sort, int]]]:
    """Return the phrases by their first word, the longest first, with the sorts that a phrase may be of."""
    found: dict[str, dict[tuple[str, ...], dict[Sort, int]]] = {}
    for phrase, sort, value in _all():
        words = tuple(token.group() for token in TOKEN.finditer(phrase))
        found.setdefault(words[0], {}).setdefault(words, {}).setdefault(sort, value)
    return {
        first: dict(sorted(phrases.items(), key=lambda phrase: -len(phrase[0]))) for first, phrases in found.items()
    }


def _all() -> Iterator[tuple[str, Sort, int]]:
    for sort, text in WORDS.items():
        for group in text.split(";"):
            phrases, _, value = group.partition("=")
            yield from ((fold(phrase.strip()), sort, int(value or 0)) for phrase in phrases.split(","))
    for spelling, month in month_spellings().items():
        yield fold(spelling), Sort.MONTH, month


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrases in entries().values() for phrase in phrases for word in phrase)


@lru_cache(2**14)
def stems(word: str) -> tuple[tuple[str, str], ...]:
    """Return what a folded word may be among the words that are known: what is glued to it, and the rest."""
    known = _vocabulary()
    found = [("", word)] if word in known else []
    if ARABIC.match(word):
        found += [
            (glued, word[len(glued) :]) for glued in GLUED if word.startswith(glued) and word[len(glued) :] in known
        ]
    return tuple(found)
