"""Records of one text are known as copies, and bear witness once."""

from dataclasses import replace

import pytest
from isnad.facts.copies import check_copies, copies
from isnad.facts.indexes import referring
from isnad.facts.model import Capture, KnowledgeBase
from isnad.facts.record import Found, Origin
from isnad.pages import views
from isnad.phrases.phrases import Phrases
from isnad.text.evidence import Fingerprint, shingles
from isnad.text.languages import Language

from tests.cases import for_all

FIRST, SECOND, FIGURE = "hompress-2024", "copy", "attempts-2024"
DISPATCH = " ".join(f"mot{number}" for number in range(60))
OTHER = " ".join(f"autre{number}" for number in range(60))
WALAW = "sport.walaw.press/دعوات-لتدبير-تدفقات-الهجرة/مقالات/GMWWSXRLWQFL"
PAPER = " ".join(f"journal{number}" for number in range(20))


def with_copy(
    kb: KnowledgeBase, sha256: str = "1" * 64, url: str = "", text: str = "", first: str = ""
) -> KnowledgeBase:
    """Return a knowledge base with a second record, of some text, beside one whose text may be another, too."""
    source = kb.sources[FIRST]
    capture: Capture = replace(source.captured, sha256=sha256)
    found = Found(marks=source.marks, value=url, origin=Origin.CAPTURE) if url else source.url
    copy = replace(source, id=SECOND, capture=capture, url=found)
    prints = dict(kb.fingerprints)
    if first:
        prints[FIRST] = Fingerprint(sha256=source.captured.sha256, paragraphs=((), shingles(first)))
    prints[SECOND] = Fingerprint(sha256=sha256, paragraphs=((), shingles(text or OTHER)))
    observation = kb.observations[FIGURE]
    cited = replace(observation, id="again", citation=replace(observation.citation, source=SECOND))
    return replace(
        kb,
        sources={**kb.sources, FIRST: source, SECOND: copy},
        fingerprints=prints,
        observations={**kb.observations, "again": cited},
        indicator_of={**kb.indicator_of, "again": kb.indicator_of[FIGURE]},
    )


def test_articles_of_their_own_are_no_copies(kb: KnowledgeBase) -> None:
    assert set(copies(kb).values()) == {()}
    assert copies(with_copy(kb))[SECOND] == ()


@for_all(
    "text, first, alike",
    [
        (DISPATCH, DISPATCH, True),
        (f"{DISPATCH} {PAPER}", DISPATCH, True),
        (f"{PAPER} {DISPATCH}", f"{DISPATCH} {OTHER}", True),
        (f"{OTHER} {PAPER}", f"{DISPATCH} {PAPER}", False),
        ("un deux trois quatre cinq", "un deux trois quatre cinq", False),
    ],
)
def test_one_dispatch_in_two_papers_is_one_text(kb: KnowledgeBase, text: str, first: str, alike: bool) -> None:
    found = copies(with_copy(kb, text=text, first=first))
    assert (found[SECOND], found[FIRST]) == (((FIRST,), (SECOND,)) if alike else ((), ()))


@for_all(
    "url, alike",
    [
        (f"https://{WALAW}", True),
        (f"http://www.{WALAW}/?utm_source=x#top", True),
        (f"https://{WALAW}G", False),
        (f"https://{WALAW}?page=2", False),
    ],
)
def test_one_address_is_one_text(kb: KnowledgeBase, url: str, alike: bool) -> None:
    assert (copies(with_copy(kb, url=url))[SECOND] == ("walaw-roundtable-2025",)) is alike


def test_a_copy_confirms_nothing(kb: KnowledgeBase) -> None:
    apart, copied = with_copy(kb), with_copy(kb, text=DISPATCH, first=DISPATCH)
    assert ("agrees", "again") in [(label, other.id) for label, other in referring(apart)[FIGURE]]
    assert [(label, other.id) for label, other in referring(copied)[FIGURE] if other.id == "again"] == [
        ("copied", "again")
    ]


@for_all(
    "one, two, label",
    [
        ("map", "map", "relayed"),
        ("map", None, "agrees"),
        ("map", "walaw-press", "agrees"),
        (None, "hompress", "relayed"),
    ],
)
def test_a_dispatch_in_two_outlets_confirms_nothing(
    kb: KnowledgeBase, one: str | None, two: str | None, label: str
) -> None:
    """The outlet of both is hompress: what an agency itself published is of one agency with its dispatch."""
    copied = with_copy(kb)
    agencies = {FIRST: one, SECOND: two}
    sources = {
        name: replace(copied.sources[name], agency=Found(marks=source.marks, value=agency, origin=Origin.CAPTURE))
        for name, agency in agencies.items()
        if agency and (source := copied.sources[name])
    }
    relayed = replace(copied, sources={**copied.sources, **sources})
    assert (label, "again") in [(label, other.id) for label, other in referring(relayed)[FIGURE]]


@pytest.mark.parametrize("language", Language)
def test_the_page_of_an_article_names_its_copies(kb: KnowledgeBase, language: Language) -> None:
    copied = with_copy(kb, text=DISPATCH, first=DISPATCH)
    rows = dict(views.record(Phrases(copied, language), copied.sources[FIRST]))
    assert "sources/copy" in rows["source-copies"]
    assert "source-copies" not in dict(views.record(Phrases(kb, language), kb.sources[FIRST]))


def test_a_captured_text_has_one_record(kb: KnowledgeBase) -> None:
    assert not list(check_copies(kb)) + list(check_copies(with_copy(kb, text=DISPATCH, first=DISPATCH)))
    twice = with_copy(kb, sha256=kb.sources[FIRST].captured.sha256)
    assert [(problem.code, FIRST in problem.message) for problem in check_copies(twice)] == [("SOURCE-TWICE", True)]
    assert copies(twice)[SECOND] == (FIRST,)
