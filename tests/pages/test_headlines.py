"""What a card says of the year before."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from isnad.facts.model import Formula, KnowledgeBase, Observation
from isnad.facts.record import NOT_GIVEN
from isnad.pages.footnotes import Footnotes
from isnad.pages.headlines import gather
from isnad.pages.templates import own_templates
from isnad.phrases.phrases import Phrases, bare_text
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.cases import for_all
from tests.pages.test_charts import made, observation, years

# What differs in the year before, whether the change is declared, and what the card says.
BEFORE: dict[str, tuple[dict[str, Any], bool, str]] = {
    "rise": ({}, True, "2023 : 5. En un an, selon notre calcul, une hausse de 20 %."),
    "fall": ({"value": Decimal(8)}, True, "2023 : 8. En un an, selon notre calcul : −25 %."),
    "undeclared": ({}, False, "2023 : 5."),
    "bound": ({"precision": Precision.MORE_THAN}, False, "2023 : plus de 5. Nous ne calculons pas d’écart"),
    "base": ({"base": "other"}, False, "2023 : 5. Les deux chiffres (2023 ; 2024) ne se comparent pas, parce que"),
    "missing": ({"superseded_by": "y2024"}, False, "2023 : non trouvé."),
}


def before(kb: KnowledgeBase, later: Observation) -> str:
    """Return what the card of a figure says of the year before, without the marks of notes."""
    p = Phrases(kb, Language.FR)
    (card,) = gather(p, Footnotes(p, own_templates()), [later])
    return " ".join(re.sub(r"\ue002.*?\ue003", "", bare_text(card.before)).split())


@for_all("name", BEFORE)
def test_a_card_says_the_year_before_and_how_far_or_why_not(kb: KnowledgeBase, name: str) -> None:
    fields, is_declared, said = BEFORE[name]
    earlier, later = years(kb, {2023: 5, 2024: 6})
    facts, _ = made(kb, replace(earlier, **fields), later)
    change = replace(next(iter(kb.derived.values())), id="change", formula=Formula.CHANGE, of=("y2023", "y2024"))
    assert before(replace(facts, derived={"change": change} if is_declared else {}), later).startswith(said)


def test_a_card_of_a_figure_without_end_says_nothing_of_the_year_before(kb: KnowledgeBase) -> None:
    endless = observation(kb, "endless", "2024-01-01", NOT_GIVEN)
    assert before(made(kb, *years(kb, {2023: 5}), endless)[0], endless) == ""


def test_several_values_of_the_year_before_are_said(kb: KnowledgeBase) -> None:
    earlier, later = years(kb, {2023: 5, 2024: 6})
    other = observation(kb, "other", "2023-01-01", "2023-12-31", value=Decimal(7), disagrees_with=("y2023",))
    assert before(made(kb, earlier, later, other)[0], later) == "2023 : plusieurs."
