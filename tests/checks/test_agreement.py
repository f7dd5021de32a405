"""A quote and its translation, and the two languages of a text, deny, doubt and name alike."""

from pathlib import Path

from isnad.checks import agreement, citations
from isnad.text.languages import Language
from isnad.text.qualifiers import qualifiers

from tests.cases import for_all
from tests.checks.damages import INDICATORS, Change, Damage, change_test, damage_test

DAMAGES = {
    "translation-that-denies": Damage(
        agreement.check_translations, INDICATORS, "attempts-2024:", "avait réussi", "n’avait pas réussi",
        "TRANSLATION-WORDS", "Le ministère", "لا، لم، لن / ne، n'، ni",
    ),
    "translation-that-names-a-country": Damage(
        agreement.check_translations, INDICATORS, "attempts-2024:", "Le ministère de l’Intérieur",
        "Le ministère espagnol de l’Intérieur", "TRANSLATION-WORDS", "Le ministère", "إسبان…، اسبان… / espagn…",
    ),
    "translation-of-another-region": Damage(
        agreement.check_translations, INDICATORS, "origin-west-africa-2024:", "Afrique de l’Ouest",
        "Afrique de l’Est", "TRANSLATION-WORDS", "Le ministère", "شرق",
    ),
    "translation-that-names-who-is-not-there": Damage(
        agreement.check_translations, INDICATORS, "rescues-2024:", "Les efforts", "Selon l’Observatoire national "
        "de la migration, les efforts", "TRANSLATION-WORDS", "Selon l’", "names 'national-observatory'",
    ),
    "translation-of-the-opposite": Damage(
        agreement.check_translations, INDICATORS, "attempts-2024:", "avait réussi à déjouer 78 685", "avait constaté "
        "une baisse de 2 % et déjoué 78 685", "TRANSLATION-WORDS", "Le ministère", "a rise and a fall",
        before=("attempts-2024:", "إحباط 78,685", "ارتفاع بنسبة 2% وإحباط 78,685"),
    ),
    "definition-that-denies-in-one-language": Damage(
        agreement.check_languages_agree, INDICATORS, "attempts-foiled:", "n’est pas une personne", "est une personne",
        "LANGUAGES-DIFFER", "Nombre de tentatives", "say the same in both",
    ),
    "definition-that-denies-elsewhere": Damage(
        agreement.check_languages_agree, INDICATORS, "attempts-foiled:", "fr: Nombre de tentatives déjouées",
        "fr: Nombre de tentatives non déjouées", "LANGUAGES-DIFFER", "Nombre de tentatives", "say the same in both",
    ),
    "statement-with-a-count-in-one-language": Damage(
        agreement.check_languages_agree, "data/events.yaml", "round-table-approach:", "fr: Les participants se",
        "fr: Les participants, dont sept ministres, se", "LANGUAGES-DIFFER", "Les participants, dont",
        "one language says",
    ),
    "name-of-another-country-in-one-language": Damage(
        agreement.check_languages_agree, "data/entities.yaml", "royal-navy:", "fr: Marine royale",
        "fr: Marine espagnole", "LANGUAGES-DIFFER", "Marine espagnole", "espagn…",
    ),
}  # fmt: skip

CHANGES = {
    "translation-in-other-words": Change(
        agreement.check_translations, INDICATORS, "attempts-2024:", "avait réussi à déjouer",
        "était parvenu à empêcher",
    ),
}  # fmt: skip


test_rule_reports_damage_at_its_place = damage_test(DAMAGES)
test_rule_accepts_change = change_test(CHANGES)


PAIRS = [
    line.split(" | ")
    for line in Path(__file__).with_name("translations.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
SAME = """
لم تعلن السلطات عن أي حصيلة|Les autorités n’ont annoncé aucun bilan
قبل أن تصحح الولاية هذا الرقم|avant que la wilaya ne corrige ce chiffre
ما لم تتدخل البحرية|à moins que la Marine n’intervienne pas
يخشى أن يموت مهاجرون|on craint que des migrants ne meurent
دون أن يذكر المقال مصدرا|sans que l’article cite de source
خطوة غير مسبوقة في المنطقة|une démarche sans précédent dans la région
ما لا يقل عن 30 مهاجرا|pas moins de 30 migrants
ما لا يقل عن 30 مهاجرا|au moins 30 migrants
قد يدفع ذلك المهربين إلى الجنوب|cela pourrait pousser les passeurs vers le sud
قد لا تصل القوارب|les bateaux pourraient ne pas arriver
وقد تمكنت البحرية من إنقاذ المهاجرين|la Marine a pu secourir les migrants
وقد أكدت الوزارة الخبر|le ministère a confirmé la nouvelle
لا تتوفر الوزارة إلا على أرقام جزئية|le ministère ne dispose que de chiffres partiels
لا يزال البحث جاريا|les recherches se poursuivent
الهجرة غير النظامية|la migration irrégulière
المهاجرون غير الشرعيين|les migrants clandestins
وهو غير الاتجار بالبشر|ce n’est pas la traite
من بلدان جنوب الصحراء|de pays subsahariens
من بلدان شمال إفريقيا|de pays d’Afrique du Nord
السواحل الإسبانية|les côtes espagnoles
نفى المسؤول الخبر|le responsable dément la nouvelle
في شرق المملكة|à l’est du royaume
توجهات أمنية مشتركة|des orientations de sécurité communes
ليست هذه حصيلة نهائية|ce n’est pas un bilan définitif
لا يقتصر الأمر على الشمال|cela ne se limite pas au nord
بلا وثائق|sans papiers d’identité
لم ولن تتوقف|elle n’a pas cessé et ne cessera pas
يمكن للمهاجر أن يطلب العودة|le migrant peut demander le retour
منظمات غير حكومية|des organisations non gouvernementales
أوقفت فرنسا وإيطاليا الرحلات|la France et l’Italie ont suspendu les vols
بحسب الأمم المتحدة|selon les Nations unies
تقرير للأمم المتحدة|un rapport des Nations unies
السلطات الجزائرية والتونسية|les autorités algériennes et tunisiennes
دول غرب إفريقيا|des pays d’Afrique de l’Ouest
ليبيا وموريتانيا|la Libye et la Mauritanie
"""
OTHER = """
أنقذت البحرية المهاجرين|la Marine n’a pas secouru les migrants
لم يغرق أحد|des gens se sont noyés
قد تزيد المخاطر|les risques augmentent
تزيد المخاطر|les dangers pourraient augmenter
نفى الوزير|le ministre confirme
السلطات المغربية|les autorités espagnoles
السلطات|les autorités algériennes
بلدان غرب إفريقيا|pays d’Afrique de l’Est
شمال المغرب|le sud du Maroc
أُنقذ المهاجرون|il n’est pas vrai que les migrants ont été secourus
بدون إذن|avec une autorisation
"""


@for_all("quote, translation, what", PAIRS)
def test_a_translation_says_the_numbers_ways_and_months_of_its_quote(quote: str, translation: str, what: str) -> None:
    found = [message.id for message in agreement.opposed(quote, translation)]
    found += ["numbers"] if citations.other_numbers(quote, translation) else []
    found += ["order"] if citations.in_other_order(quote, translation) else []
    assert (found or ["same"]) == [what]


@for_all("pair", SAME.strip().split("\n"))
def test_pairs_that_say_the_same(pair: str) -> None:
    arabic, french = pair.split("|")
    assert qualifiers(arabic, Language.AR) == qualifiers(french, Language.FR)


@for_all("pair", OTHER.strip().split("\n"))
def test_pairs_that_do_not(pair: str) -> None:
    arabic, french = pair.split("|")
    assert qualifiers(arabic, Language.AR) != qualifiers(french, Language.FR)
