"""What stands around a figure in its sentence: no word changes it, its noun, period and source are its own."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from isnad.checks.figure_sentences import check_sentences
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import render_page
from isnad.problems import Problem
from isnad.text.languages import Language
from isnad.text.scripts import ARABIC_SIGN

from tests.cases import for_all
from tests.conftest import with_observations

MACROS = {"p": "period", "d": "date", "c": "derived"}

# Ordinary sentences of an editor, all true of the frozen facts, none of which may be refused.
TRUTHFUL = Path(__file__).with_name("truthful_sentences.txt").read_text("utf-8")
REFUSED = {
    "FIGURE-PERIOD": """
<attempts-2024+> ont été déjouées en <d:2023>.
<attempts-2024+> ont été déjouées cette année.
سنة <d:2023>، أحبط المغرب <attempts-2024+>.
أحبط المغرب <attempts-2024+> سنة <d:2023>.
العام الماضي، أحبط المغرب <attempts-2024+>.
أحبط المغرب <attempts-2024+> السنة الماضية.
في غشت، أحبط المغرب <attempts-2024+>.
Au cours de l’année <d:2023>, le Maroc a démantelé <networks-2024+>.
Pour <d:2022>, <rescues-2024+> ont été secourues.
Durant <d:2021>, la Marine royale a secouru <rescues-2024-9m+>.
<networks-2024+> ont été démantelés au cours de <d:2022>.
En <d:2023-05>, le Maroc a déjoué <attempts-2024+>.
Le mois dernier, <rescues-2024+> ont été secourues.
<rescues-2024+> ont été secourues en décembre.
<rescues-2024+> ont été secourues la semaine dernière.
خلال سنة <d:2021>، أنقذت البحرية <rescues-2024-9m+>.
فككت السلطات <networks-2024+> خلال سنة <d:2022>.
في السنة الماضية فككت السلطات <networks-2024+>.
أُنقذ <rescues-2024+> أمس.
L’année dernière, le ministère a déjoué <attempts-2024+>.
<returns-2024+> sont rentrés en <d:2023>, selon Hompress.
En <d:2025-01>, <rescues-2024+> ont été secourues.
Ce mois-ci, <networks-2024+> ont été démantelés.
أُنقذ <rescues-2024+> في البحر خلال سنة <d:2023>.
هذا العام أحبط المغرب <attempts-2024+>.
عاد <returns-2024+> في شهر غشت.
""",
    "FIGURE-CHANGED": """
On dément que <attempts-2024+> aient été déjouées.
Seulement <attempts-2024+> ont été déjouées.
Le Maroc a déjoué précisément <attempts-2024+>.
Le Maroc a déjoué à peine <attempts-2024+>.
ليس صحيحا أن <attempts-2024+> أُحبطت.
أحبط المغرب <attempts-2024+> فقط.
أحبط المغرب بالضبط <attempts-2024+>.
<attempts-2024+> لم تحبط.
Il n’est pas vrai que <attempts-2024+> aient été déjouées.
Le Maroc nie que <attempts-2024+> aient eu lieu.
Les <rescues-2024+> n’ont pas été secourues.
<rescues-2024+> exactement ont été secourues.
Uniquement <networks-2024+> ont été démantelés.
<networks-2024+> seulement ont été démantelés.
غير صحيح أن <attempts-2024+> أُحبطت.
أُنقذ <rescues-2024+> تحديدا.
<returns-2024+> لم يعودوا.
فُككت مجرد <networks-2024+>.
يفوق <networks-2024> ما سُجل سنة <d:2022>، وهو <networks-2022>.
Personne ne croit que <attempts-2024+> exactement aient été déjouées.
Les <networks-2024+> n’ont pas été démantelés.
Il serait faux de dire que <attempts-2024+> ont été déjouées.
Le chiffre de <attempts-2024+> est faux.
من الخطأ القول إن <attempts-2024+> أُحبطت.
رقم <attempts-2024+> غير صحيح.
<networks-2024+> لم تفكك.
""",
    "FIGURE-SOURCE": """
L’Organisation internationale pour les migrations annonce <attempts-2024+>.
La Garde civile espagnole recense <attempts-2024+>.
أعلنت المنظمة الدولية للهجرة إحباط <attempts-2024+>.
أحصت السلطات الإسبانية <attempts-2024+>.
سجل الحرس المدني الإسباني <attempts-2024+>.
L’OIM dénombre <attempts-2024+> déjouées.
Le Haut-Commissariat des Nations unies pour les réfugiés avance <returns-2024+>.
L’Observatoire national de la migration publie <attempts-2024+>.
La police algérienne a recensé <networks-2024+>.
Le HCR indique que <returns-2024+> sont rentrés.
Madrid annonce <crossings-2024+>.
تورد المنظمة الدولية للهجرة <attempts-2024+>.
أحصى المرصد الوطني للهجرة <attempts-2024+>.
كشفت الشرطة الإسبانية عن <crossings-2024+>.
Frontex a recensé <attempts-2024+>.
L’Union européenne estime que <returns-2024+> sont rentrés.
Le gouvernement espagnol annonce <crossings-2024+>.
D’après Frontex, <attempts-2024+> ont été déjouées.
أعلن الاتحاد الأوروبي <attempts-2024+>.
أحصت السلطات الجزائرية <networks-2024+>.
""",
    "FIGURE-PLACE": """
À Rabat, <crossings-2024+> ont eu lieu.
Aux îles Canaries, <crossings-2024+> ont été recensées.
في الرباط وقعت <crossings-2024+>.
Dans la ville de Rabat, <crossings-2024+> ont été comptées.
<crossings-2024+> ont visé les Canaries, aux îles Canaries.
سُجلت <crossings-2024+> في الرباط.
""",
    "FIGURE-NOUN": """
<rescues-2024> mineurs ont été secourus.
أُنقذ <rescues-2024> قاربا في البحر.
أُنقذت <rescues-2024> امرأة في البحر.
<attempts-2024> passeurs ont été arrêtés.
<networks-2024> navires ont été saisis.
<attempts-2024> bateaux ont été arrêtés.
<rescues-2024> Marocains ont été secourus.
أوقفت السلطات <attempts-2024> مهربا.
حجزت السلطات <networks-2024> سفينة.
حجزت السلطات <attempts-2024> قاربا.
<returns-2024> familles sont rentrées.
<networks-2024> gangs ont été démantelés.
<attempts-2024> migrants ont été arrêtés.
<rescues-2024> cadavres ont été repêchés.
عادت <returns-2024> أسرة.
""",
    "FIGURE-COMPARED": """
<attempts-2024-9m> tentatives, soit moins qu’en <d:2022> (<attempts-2022>).
<attempts-2024-9m> tentatives, c’est plus que les <attempts-2022> de <d:2022>.
<attempts-2024-9m> محاولة، أي أقل من سنة <d:2022> (<attempts-2022>).
<returns-2024-9m>, moins qu’en <d:2024> (<returns-2024>).
<networks-2024>، أي أكثر مما سُجل سنة <d:2022>، وهو <networks-2022>.
<returns-2024> retours, plus nombreux que les <returns-2022> de <d:2022>.
""",
}


def written(text: str) -> str:
    """Return a page of a sentence: <id> is a figure, <id+> one with its unit; p:, d: and c: are other macros."""

    def call(found: re.Match[str]) -> str:
        macro, _, id = found[1].rpartition(":")
        unit = ", unit=true" if id.endswith("+") else ""
        return f'{{{{ {MACROS.get(macro, "figure")}("{id.rstrip("+")}"{unit}) }}}}'

    return re.sub("<([^>]*)>", call, text)


def codes(kb: KnowledgeBase, text: str) -> list[str]:
    return [problem.code for problem in problems_of(kb, text)]


def problems_of(kb: KnowledgeBase, text: str) -> list[Problem]:
    language = Language.AR if ARABIC_SIGN.search(re.sub("<[^>]*>", "", text)) else Language.FR
    page = render_page(kb, f"docs/{language}/x.md", written(text), language, "x.md")
    return [*check_sentences(kb, {f"{language}/x.md": page})]


@for_all(
    "text",
    [
        "Le Maroc a déjoué <attempts-2024+> <p:attempts-2024>, selon le ministère de l’Intérieur, cité par Hompress.",
        "On ne peut pas additionner <attempts-2024-9m+> et <attempts-2024+> : les deux périodes se recouvrent.",
        "L’écart entre <attempts-2024-9m> et <attempts-2024> ne se lit pas comme un nombre de tentatives.",
        "Ces <attempts-2024> tentatives ne sont pas autant de personnes.",
        "L’article ne dit pas combien de personnes se trouvent derrière les <attempts-2024+>.",
        "Ce total de <attempts-2024+> n’a pas été repris par les autres articles.",
        "Le texte donne <networks-2024> ou <networks-2022> réseaux, selon la dépêche.",
        "<returns-2024-9m-iom+> de retours, soit <c:iom-share-2024-9m> du total, avec l’OIM, selon notre calcul.",
        "Au moins une source manque. Le ministère compte <attempts-2024+>.",
        "Selon l’Observatoire national de la migration, rien ne change. Hompress compte <attempts-2024+>.",
        "Comme le précise Hompress, <attempts-2024+> ont été déjouées ; Madrid n’en dit rien.",
        "Selon un rapport du ministère, que cite Al Alam, la Marine royale a sauvé <rescues-2024-9m+>.",
        "<attempts-2022+> <p:attempts-2022>, puis <attempts-2024+> <p:attempts-2024>.",
        "أحبط المغرب <attempts-2024+> <p:attempts-2024>، بحسب ما نقلته «هومبريس» عن وزارة الداخلية.",
        "ولا يصح جمع <attempts-2024-9m+> و<attempts-2024+>، لأن الفترتين متداخلتان.",
        "فهي في رقم <networks-2024> شبكات «إتجار بالبشر»، وفي رقم <networks-2022> شبكات إجرامية.",
        "ولم تنقل المقالات الأخرى التي قرأناها رقم <attempts-2024+>.",
        "وهذه المحاولات، وهي <attempts-2024>، ليست بعدد الأشخاص.",
    ],
)
def test_an_ordinary_sentence_passes(kb: KnowledgeBase, text: str) -> None:
    assert codes(kb, text) == []


@for_all(
    "text, code",
    [
        ("Le Maroc a déjoué moins de <attempts-2024+>.", "FIGURE-CHANGED"),
        ("Le Maroc n’a pas déjoué <attempts-2024+>.", "FIGURE-CHANGED"),
        ("Les <attempts-2024+> n’ont jamais été déjouées.", "FIGURE-CHANGED"),
        ("Le Maroc a démantelé <networks-2024> milliers de réseaux.", "FIGURE-CHANGED"),
        ("Le Maroc a déjoué <attempts-2024> % des tentatives.", "FIGURE-CHANGED"),
        ("Aucune des <attempts-2024+> n’a réussi.", "FIGURE-CHANGED"),
        ("L’OIM en a aidé plus de <c:iom-share-2024-9m>.", "FIGURE-CHANGED"),
        ("أحبط المغرب ما يقارب <attempts-2024+>.", "FIGURE-CHANGED"),
        ("لم يحبط المغرب <attempts-2024+>.", "FIGURE-CHANGED"),
        ("لم تفكك السلطات <networks-2024+>.", "FIGURE-CHANGED"),
        ("أحبط المغرب <attempts-2024> ألف محاولة.", "FIGURE-CHANGED"),
        ("Le Maroc a intercepté <attempts-2024> personnes.", "FIGURE-NOUN"),
        ("<origin-maghreb-2024> des tentatives viennent du Maghreb.", "FIGURE-NOUN"),
        ("فكك المغرب <networks-2024> محاولة.", "FIGURE-NOUN"),
        ("L’article rapporte l’arrestation de <networks-2024> passeurs.", "FIGURE-NOUN"),
        ("Le Maroc a déjoué <attempts-2024+> <p:attempts-2024-9m>.", "FIGURE-PERIOD"),
        ("أحبط المغرب <attempts-2024+> <p:attempts-2022>.", "FIGURE-PERIOD"),
        ("Selon l’Organisation internationale pour les migrations, <returns-2024+> sont rentrés.", "FIGURE-SOURCE"),
        ("<rescues-2024+> ont été secourus, rapporte Reuters.", "FIGURE-SOURCE"),
        ("<rescues-2024+> ont été secourus, selon le Haut-Commissariat aux réfugiés.", "FIGURE-SOURCE"),
        ("أحبط المغرب <attempts-2024+> حسب المنظمة الدولية للهجرة.", "FIGURE-SOURCE"),
    ],
)
def test_a_word_that_changes_a_figure_is_refused(kb: KnowledgeBase, text: str, code: str) -> None:
    assert codes(kb, text) == [code]


@for_all("text", TRUTHFUL.splitlines())
def test_an_editors_truthful_sentence_passes(kb: KnowledgeBase, text: str) -> None:
    assert codes(kb, text) == []


@for_all("code, text", [(code, text) for code, texts in REFUSED.items() for text in texts.strip().splitlines()])
def test_a_sentence_that_says_another_thing_than_its_figure_is_refused(kb: KnowledgeBase, code: str, text: str) -> None:
    assert codes(kb, text) == [code]


@for_all(
    "text",
    ["<rescues-2024>, soit moins que <rescues-2024-9m>.", "<rescues-2024>، أي أقل مما سبق، وهو <rescues-2024-9m>."],
)
def test_figures_that_compare_are_compared_as_they_are(kb: KnowledgeBase, text: str) -> None:
    """The second is made one that compares, and is less."""
    year = kb.observations["rescues-2024"]
    period = replace(year.period, start=dt.date(2022, 1, 1), end=dt.date(2022, 12, 31))
    both = with_observations(kb, replace(year, id="rescues-2024-9m", value=year.value - 1, period=period))
    right = text.replace("moins", "plus").replace("أقل", "أكثر")
    assert (codes(both, text), codes(both, right)) == (["FIGURE-COMPARED"], [])
    assert codes(kb, right) == ["FIGURE-COMPARED"]


@for_all(
    "written, found",
    [
        ('En {{ date(2024) }}, {{ figure(id="attempts-2024", unit=true) }} ont été déjouées.', []),
        ('En {{ date(2023) }}, {{ figure(id="attempts-2024", unit=true) }} ont été déjouées.', ["FIGURE-PERIOD"]),
        ('{{ figure("attempts-2024", unit=true) }} {{ period(id="attempts-2024") }}.', []),
        ('{{ figure("attempts-2024", unit=true) }} {{ period(id="attempts-2022") }}.', ["FIGURE-PERIOD"]),
        ('{{ derived(id="iom-share-2024-9m") }} des {{ figure(unit=true, id="returns-2024-9m") }}.', []),
    ],
)
def test_a_macro_may_name_what_it_is_given(kb: KnowledgeBase, written: str, found: list[str]) -> None:
    assert codes(kb, written) == found


def test_a_message_shows_what_its_author_wrote(kb: KnowledgeBase) -> None:
    changed, *_ = problems_of(kb, "Le Maroc a déjoué moins de <attempts-2024+> en un an.")
    assert "moins de {{ figure('attempts-2024') }} tentatives" in str(changed.message)
    unsaid, *_ = problems_of(kb, "Selon la Brigade maritime de Nador, le Maroc a déjoué <attempts-2024+>.")
    assert "Brigade maritime de Nador" in str(unsaid.message)
