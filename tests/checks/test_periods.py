"""Each record of `period_records.tsv` gets the codes of its row: none, where it says what its words can mean."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from isnad.checks import periods, rules
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
