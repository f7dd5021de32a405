"""A quote and its translation, and the two languages of a text, deny, doubt and name alike."""

from pathlib import Path

from isnad.checks import agreement, citations
from isnad.text.languages import Language
from isnad.text.qualifiers import qualifiers

from tests.cases import for_all

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
