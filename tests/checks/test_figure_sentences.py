"""What stands around a figure in its sentence: no word changes it, its noun, period and source are its own."""

import re

from isnad.checks.figure_sentences import check_sentences
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import render_page
from isnad.text.languages import Language
from isnad.text.scripts import ARABIC_SIGN

from tests.cases import for_all

MACROS = {"p": "period", "d": "date", "c": "derived"}


def written(text: str) -> str:
    """Return a page of a sentence: <id> is a figure, <id+> one with its unit; p:, d: and c: are other macros."""

    def call(found: re.Match[str]) -> str:
        macro, _, id = found[1].rpartition(":")
        unit = ", unit=true" if id.endswith("+") else ""
        return f'{{{{ {MACROS.get(macro, "figure")}("{id.rstrip("+")}"{unit}) }}}}'

    return re.sub("<([^>]*)>", call, text)


def codes(kb: KnowledgeBase, text: str) -> list[str]:
    language = Language.AR if ARABIC_SIGN.search(re.sub("<[^>]*>", "", text)) else Language.FR
    page = render_page(kb, f"docs/{language}/x.md", written(text), language, "x.md")
    return [problem.code for problem in check_sentences(kb, {f"{language}/x.md": page})]


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
