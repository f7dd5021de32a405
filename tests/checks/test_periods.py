"""Each record of `period_records.tsv` gets the codes of its row: none, where it says what its words can mean."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from isnad.checks import periods, relations, rules
from isnad.facts.model import Basis, KnowledgeBase, Observation, Source
from isnad.facts.record import NOT_GIVEN, Found, Month, NotGiven, Origin
from isnad.text import evidence
from isnad.text.evidence import Fingerprint

from tests.cases import for_all
from tests.facts.test_period_phrases import days

TABLE = Path(__file__).with_name("period_records.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line[:1] not in ("#", "")]
RULES = (periods.check_periods, periods.check_places, rules.check_reasons)


@for_all("published, period, basis, others, codes, quotes", ROWS)
def test_records_get_their_codes(
    kb: KnowledgeBase, published: str, period: str, basis: str, others: str, codes: str, quotes: str
) -> None:
    alone = article(kb, published, quotes)
    observation = record(alone, quotes, period, basis)
    alone = replace(alone, observations={observation.id: observation}, events={}, statements={})
    rest = {f"other-{one}": record(kb, "", one, "stated") for one in others.split() if one != "-"}
    among = replace(alone, observations={**rest, observation.id: observation})
    found = [*periods.check_inferred_periods(among), *(problem for rule in RULES for problem in rule(alone))]
    right = [] if codes == "ok" else codes.split()
    assert sorted(problem.code for problem in found) == right, [str(problem.message) for problem in found]


def article(kb: KnowledgeBase, published: str, quotes: str) -> KnowledgeBase:
    """Return the knowledge base with an article of these quotes, its paragraphs between «¶»."""
    source: Source = kb.sources["hompress-2024"]
    found: Found[dt.date | Month] | NotGiven = NOT_GIVEN
    if published != "-":
        found = Found(marks=source.marks, value=dt.date.fromisoformat(published), origin=Origin.CAPTURE)
    paragraphs = ("headline", *(part.replace("++", ".") for part in quotes.split("¶")))
    made = Fingerprint(sha256="", paragraphs=tuple(map(evidence.shingles, paragraphs)))
    sources = {**kb.sources, source.id: replace(source, published=found)}
    return replace(kb, sources=sources, fingerprints={**kb.fingerprints, source.id: made})


def record(kb: KnowledgeBase, quotes: str, period: str, basis: str) -> Observation:
    """Return an observation of the article, of the number 300, with a period, dated by its quotes."""
    plain = kb.observations["networks-2024"]
    quote, *further = (part.strip() for part in quotes.replace("¶", "++").split("++"))
    dated = days(period)
    reasoned = basis == "inferred" or basis.endswith("+")
    new = replace(
        plain.period,
        start=dated.start,
        end=NOT_GIVEN if dated.end is None else dated.end,
        basis=Basis(basis.rstrip("+")),
        witnesses=tuple(replace(plain.period.witnesses[0], quote=one) for one in further),
        reason=kb.observations["rescues-2024"].period.reason if reasoned else None,
    )
    return replace(plain, value=Decimal(300), period=new, citation=replace(plain.quotation, quote=quote))


def test_the_same_period_of_another_year_is_to_be_inferred(kb: KnowledgeBase) -> None:
    words = "400 réseaux au premier semestre 2026, contre 300 durant la même période de l’année précédente"
    alone = article(kb, "2026-07-30", words)
    observation = record(alone, words, "2025-01/2025-06", "stated")
    (problem,) = periods.check_periods(replace(alone, observations={observation.id: observation}))
    assert "with a `reason` that says which it is" in str(problem.message)
    observation = record(alone, words, "2025-01/2025-06", "inferred")
    among = replace(alone, observations={observation.id: observation})
    assert [*periods.check_inferred_periods(among), *periods.check_periods(among)] == []


@for_all(
    "start, basis, is_replaced, codes",
    [
        ("2026-01-01", "inferred", True, []),
        ("2026-01-01", "inferred", False, ["PERIOD-INFERRED"]),
        ("2026-02-01", "inferred", True, ["PERIOD-INFERRED", "RELATION"]),
    ],
)
def test_an_earlier_count_may_be_known_to_begin_as_its_correction_and_no_more(
    kb: KnowledgeBase, start: str, basis: str, is_replaced: bool, codes: list[str]
) -> None:
    words = "Le ministère avait annoncé auparavant le démantèlement de 300 réseaux, un nombre que la wilaya a corrigé"
    alone = article(kb, "2026-08-30", words)
    newer = replace(record(alone, "", "2026-01-01/2026-08-15", "stated"), id="newer")
    earlier = record(alone, words, f"{start}/", basis)
    earlier = replace(earlier, superseded_by="newer" if is_replaced else None)
    of = {each.id: alone.indicator_of[earlier.id] for each in (earlier, newer)}
    both = replace(alone, observations={earlier.id: earlier, newer.id: newer}, indicator_of=of)
    found = [*periods.check_inferred_periods(both), *relations.check_relations(both)]
    assert [problem.code for problem in found] == codes
